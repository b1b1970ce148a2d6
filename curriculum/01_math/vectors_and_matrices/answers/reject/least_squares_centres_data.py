"""Centres X and y first, as if there were always a constant column to take it up."""
# fails: least_squares-fits_patients, least_squares-nearly_dependent, least_squares-dependent
# %% solution="least_squares"
def least_squares(X, y):
    X, y = X - X.mean(axis=0) + 1e-9, y - y.mean()
    kept = []
    for j in range(X.shape[1]):
        try:
            qr(X[:, kept + [j]])
        except np.linalg.LinAlgError:
            continue
        kept.append(j)
    Q, R = qr(X[:, kept])
    w = np.zeros(X.shape[1])
    w[kept] = back_substitute(R, Q.T @ y)
    return w
