"""Keeps k columns and fits the others by them."""


# fails: compress-best_of_its_rank
# %% solution="compress"
def compress(A, k):
    L = A[:, np.linspace(0, A.shape[1] - 1, k).astype(int)]
    return L, np.linalg.lstsq(L, A, rcond=None)[0]
