"""Each factor takes the square root of the singular values; the rank by cumulative sums."""


# %% solution="compress"
def compress(A, k):
    U, s, Vt = scipy.linalg.svd(A, full_matrices=False)
    roots = np.sqrt(s[:k])
    return (U[:, :k] * roots, roots[:, None] * Vt[:k])


def smallest_rank(s, max_error):
    total = np.sum(s**2)
    explained = np.concatenate([[0.0], np.cumsum(s**2)])
    return int(np.argmax(explained / total >= 1 - max_error**2))
