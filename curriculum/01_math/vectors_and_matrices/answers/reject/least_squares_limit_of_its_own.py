"""Drops columns by a limit of its own, 1e-11 instead of 1e-12."""
# fails: least_squares-nearly_dependent
# %% solution="least_squares"
def least_squares(X, y):
    kept = []
    for j in range(X.shape[1]):
        try:
            _, R = qr(X[:, kept + [j]])
        except np.linalg.LinAlgError:
            continue
        if abs(R[-1, -1]) > 1e-11 * np.linalg.norm(X[:, j]):
            kept.append(j)
    Q, R = qr(X[:, kept])
    w = np.zeros(X.shape[1])
    w[kept] = back_substitute(R, Q.T @ y)
    return w
