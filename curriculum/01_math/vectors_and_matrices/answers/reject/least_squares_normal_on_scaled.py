"""Scales the columns to length 1, then solves the normal equations."""
# fails: least_squares-nearly_dependent
# %% solution="least_squares"
def least_squares(X, y):
    kept = []
    for j in range(X.shape[1]):
        try:
            qr(X[:, kept + [j]])
        except np.linalg.LinAlgError:
            continue
        kept.append(j)
    lengths = np.linalg.norm(X[:, kept], axis=0)
    S = X[:, kept] / lengths
    U, _ = row_echelon(np.column_stack([S.T @ S, S.T @ y]), 0.0)
    w = np.zeros(X.shape[1])
    w[kept] = back_substitute(U[:, :-1], U[:, -1]) / lengths
    return w
