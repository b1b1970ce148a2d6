"""The lengths of X's rows are (n,) and act as a row: right axis, wrong broadcasting."""
# fails: cosine_similarities-values, cosine_similarities-zero_rows
# %% solution="cosine_similarities"
def cosine_similarities(X, Z):
    lengths = np.linalg.norm(X, axis=1) * np.linalg.norm(Z, axis=1)
    lengths[lengths == 0] = 1.0
    return X @ Z.T / lengths
