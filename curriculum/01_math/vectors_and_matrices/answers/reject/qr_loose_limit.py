"""Refuses columns that are merely nearly dependent."""
# fails: qr-stays_orthogonal, qr-refuses_dependent
# %% solution="qr"
def qr(A):
    Q = np.array(A, dtype=float)
    n = Q.shape[1]
    R = np.zeros((n, n))
    lengths = np.linalg.norm(Q, axis=0)
    for j in range(n):
        R[j, j] = np.linalg.norm(Q[:, j])
        if R[j, j] <= 1e-6 * lengths[j]:
            raise np.linalg.LinAlgError("dependent")
        Q[:, j] /= R[j, j]
        for k in range(j + 1, n):
            R[j, k] = Q[:, j] @ Q[:, k]
            Q[:, k] -= R[j, k] * Q[:, j]
    return Q, R
