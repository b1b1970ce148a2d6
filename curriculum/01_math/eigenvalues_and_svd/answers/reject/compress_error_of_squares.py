"""Takes the share of the squares for the error, and forgets the root."""


# fails: compress-smallest_rank
# %% solution="compress"
def compress(A, k):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k]


def smallest_rank(s, max_error):
    for k in range(len(s) + 1):
        if np.sum(s[k:] ** 2) <= max_error * np.sum(s**2):
            return k
