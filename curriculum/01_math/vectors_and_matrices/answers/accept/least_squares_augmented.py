"""Modified Gram-Schmidt on X with y as a last column, leaving columns out on the way."""
# %% solution="least_squares"
def least_squares(X, y):
    W, rest = np.array(X, dtype=float), np.array(y, dtype=float)
    n, d = W.shape
    lengths = np.linalg.norm(W, axis=0)
    kept, R, right = [], np.zeros((d, d)), np.zeros(d)
    for j in range(d):
        R[j, j] = np.linalg.norm(W[:, j])
        if R[j, j] <= 1e-12 * lengths[j]:
            continue
        kept.append(j)
        q = W[:, j] / R[j, j]
        for k in range(j + 1, d):
            R[j, k] = q @ W[:, k]
            W[:, k] -= R[j, k] * q
        right[j] = q @ rest
        rest -= right[j] * q
    w = np.zeros(d)
    w[kept] = back_substitute(R[np.ix_(kept, kept)], right[kept])
    return w
