"""Takes columns of Vt, as if it were V."""


# fails: compress-best_of_its_rank
# %% solution="compress"
def compress(A, k):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:, :k].T
