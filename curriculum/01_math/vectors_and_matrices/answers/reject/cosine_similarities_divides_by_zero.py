"""Mends both shape mistakes and lets zero rows give nan."""
# fails: cosine_similarities-zero_rows
# %% solution="cosine_similarities"
def cosine_similarities(X, Z):
    return X @ Z.T / np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
