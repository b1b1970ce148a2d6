"""Rotates the caller's columns."""


# fails: svd-decomposes
# %% solution="svd"
def svd(A):
    W = A if A.dtype == float else A.astype(float)
    n = W.shape[1]
    V = np.eye(n)
    rotated = True
    while rotated:
        rotated = False
        for i in range(n):
            for j in range(i + 1, n):
                a, b = W[:, i], W[:, j]
                if abs(a @ b) > 1e-12 * np.linalg.norm(a) * np.linalg.norm(b):
                    G = straighten(a, b)
                    W[:, [i, j]] = W[:, [i, j]] @ G
                    V[:, [i, j]] = V[:, [i, j]] @ G
                    rotated = True
    s = np.linalg.norm(W, axis=0)
    order = np.argsort(-s)
    return W[:, order] / s[order], s[order], V[:, order].T
