"""The lengths of the columns of X: the wrong axis is left in."""
# fails: cosine_similarities-values, cosine_similarities-zero_rows
# %% solution="cosine_similarities"
def cosine_similarities(X, Z):
    a, b = np.linalg.norm(X, axis=0), np.linalg.norm(Z, axis=1)
    lengths = np.resize(a, len(X))[:, None] * b
    return np.divide(X @ Z.T, lengths, out=np.zeros_like(lengths), where=lengths > 0)
