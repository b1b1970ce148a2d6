"""Stops one layer early."""


# fails: compress-best_of_its_rank
# %% solution="compress"
def compress(A, k):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] * np.append(s[: k - 1], 0), Vt[:k]
