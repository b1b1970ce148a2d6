"""Writes the weights to the front instead of to their columns."""
# fails: least_squares-dependent
# %% solution="least_squares"
def least_squares(X, y):
    kept = []
    for j in range(X.shape[1]):
        try:
            qr(X[:, kept + [j]])
        except np.linalg.LinAlgError:
            continue
        kept.append(j)
    Q, R = qr(X[:, kept])
    w = np.zeros(X.shape[1])
    w[: len(kept)] = back_substitute(R, Q.T @ y)
    return w
