"""Subtracts the mean of each column first, as principal components do."""


# fails: compress-best_of_its_rank
# %% solution="compress"
def compress(A, k):
    U, s, Vt = np.linalg.svd(A - A.mean(axis=0), full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k]
