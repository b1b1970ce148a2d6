"""Power iteration with deflation, one layer after the other; A.T @ A is never formed."""


# %% solution="svd"
def svd(A):
    rest, n = np.array(A, dtype=float), A.shape[1]
    U, s, V = np.zeros(A.shape), np.zeros(n), np.zeros((n, n))
    for k in range(n):
        v = np.random.default_rng(k).normal(size=n)
        for _ in range(3000):
            v = v - V @ (V.T @ v)
            v = rest.T @ (rest @ v)
            v = v / np.linalg.norm(v)
        V[:, k] = v
        w = rest @ v
        s[k] = np.linalg.norm(w)
        U[:, k] = w / s[k]
        rest = rest - np.outer(w, v)
    order = np.argsort(-s)
    return U[:, order], s[order], V[:, order].T
