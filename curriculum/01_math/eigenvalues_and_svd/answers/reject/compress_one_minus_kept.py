"""One minus what is kept: small singular values are rounded away."""


# fails: compress-smallest_rank
# %% solution="compress"
def compress(A, k):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k]


def smallest_rank(s, max_error):
    total = np.sum(s**2)
    explained = np.concatenate([[0.0], np.cumsum(s**2)])
    return int(np.argmax(explained / total >= 1 - max_error**2))
