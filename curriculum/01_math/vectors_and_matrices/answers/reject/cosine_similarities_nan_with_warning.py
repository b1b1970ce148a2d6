"""Replaces the nan but leaves the warning."""
# fails: cosine_similarities-zero_rows
# %% solution="cosine_similarities"
def cosine_similarities(X, Z):
    return np.nan_to_num(X @ Z.T / np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1)))
