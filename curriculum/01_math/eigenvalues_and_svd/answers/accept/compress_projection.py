"""Projects onto the first left singular vectors, full matrices and all; the rank from above."""


# %% solution="compress"
def compress(A, k):
    basis = np.linalg.svd(A)[0][:, :k]
    return basis, basis.T @ A


def smallest_rank(s, max_error):
    best = len(s)
    for k in range(len(s) - 1, -1, -1):
        if np.sqrt(sum(value**2 for value in s[k:]) / sum(value**2 for value in s)) <= max_error:
            best = k
    return np.int64(best)
