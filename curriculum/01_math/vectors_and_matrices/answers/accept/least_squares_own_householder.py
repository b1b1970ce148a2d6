"""Householder reflections for the QR, the reference around it."""
# %% solution="least_squares"
def householder(A):
    W = np.array(A, dtype=float)
    m, n = W.shape
    lengths = np.linalg.norm(W, axis=0)
    reflectors = []
    for j in range(n):
        v = W[j:, j].copy()
        length = np.linalg.norm(v)
        if length <= 1e-12 * lengths[j]:
            raise np.linalg.LinAlgError("dependent columns")
        v[0] += length if v[0] >= 0 else -length
        v /= np.linalg.norm(v)
        W[j:, j:] -= 2 * np.outer(v, v @ W[j:, j:])
        reflectors.append(v)
    Q = np.eye(m, n)
    for j in reversed(range(n)):
        v = reflectors[j]
        Q[j:, j:] -= 2 * np.outer(v, v @ Q[j:, j:])
    return Q, W[:n]

def least_squares(X, y):
    kept = []
    for j in range(X.shape[1]):
        try:
            householder(X[:, kept + [j]])
        except np.linalg.LinAlgError:
            continue
        kept.append(j)
    Q, R = householder(X[:, kept])
    w = np.zeros(X.shape[1])
    w[kept] = back_substitute(R, Q.T @ y)
    return w
