"""Sets the diagonal to 1, also for zero rows."""
# fails: cosine_similarities-values, cosine_similarities-zero_rows
# %% solution="cosine_similarities"
def cosine_similarities(X, Z):
    lengths = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    lengths[lengths == 0] = 1.0
    cosines = X @ Z.T / lengths
    np.fill_diagonal(cosines, 1.0)
    return cosines
