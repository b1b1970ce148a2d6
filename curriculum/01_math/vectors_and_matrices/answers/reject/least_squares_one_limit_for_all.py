"""Lets the pivots of elimination choose, with one limit for all columns: drops a column in small units."""
# fails: least_squares-dependent
# %% solution="least_squares"
def least_squares(X, y):
    _, kept = row_echelon(X, 1e-12 * np.linalg.norm(X, axis=0).max())
    kept = list(kept)
    Q, R = qr(X[:, kept])
    w = np.zeros(X.shape[1])
    w[kept] = back_substitute(R, Q.T @ y)
    return w
