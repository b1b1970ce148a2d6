"""Jacobi by the classical formula for the smaller angle, always at the worst pair; lists as results."""


# %% solution="svd"
def svd(A):
    size = np.abs(A).max()
    W = np.asarray(A, dtype=float) / size
    V = np.identity(W.shape[1])
    while True:
        lengths = np.linalg.norm(W, axis=0)
        cosines = np.triu(np.abs(W.T @ W), 1) / np.outer(lengths, lengths)
        i, j = np.unravel_index(np.argmax(cosines), cosines.shape)
        if cosines[i, j] <= 1e-11:
            break
        a, b = W[:, i].copy(), W[:, j].copy()
        zeta = (b @ b - a @ a) / (2 * (a @ b))
        t = (1.0 if zeta >= 0 else -1.0) / (abs(zeta) + np.hypot(1.0, zeta))
        c = 1 / np.hypot(1.0, t)
        for table in (W, V):
            first, second = table[:, i].copy(), table[:, j].copy()
            table[:, i], table[:, j] = c * first - c * t * second, c * t * first + c * second
    order = sorted(range(len(V)), key=lambda k: -lengths[k])
    return [(W / lengths)[:, order].tolist(), (size * lengths[order]).tolist(), V.T[order].tolist()]
