"""Householder reflections; diagonal entries may be negative."""
# %% solution="qr"
def qr(A):
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
