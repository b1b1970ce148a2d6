"""Finds the columns to keep by qr, but factors them by the classical process of the text."""
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
    Q, R = classical_gram_schmidt(X[:, kept])
    w = np.zeros(X.shape[1])
    w[kept] = back_substitute(R, Q.T @ y)
    return w
