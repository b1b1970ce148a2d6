"""Takes every row with a small product of lengths for a row of zeros."""


# fails: cosine_similarities-zero_rows
# %% solution="cosine_similarities"
def cosine_similarities(X, Z):
    lengths = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    lengths[lengths < 1e-20] = 1.0
    return X @ Z.T / lengths
