"""Stops at the first dependent column."""
# fails: least_squares-dependent
# %% solution="least_squares"
def least_squares(X, y):
    kept = []
    for j in range(X.shape[1]):
        try:
            qr(X[:, kept + [j]])
        except np.linalg.LinAlgError:
            break
        kept.append(j)
    Q, R = qr(X[:, kept])
    w = np.zeros(X.shape[1])
    w[kept] = back_substitute(R, Q.T @ y)
    return w
