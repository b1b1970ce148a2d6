"""Orthogonalises the caller's table."""
# fails: qr-factors
# %% solution="qr"
def qr(A):
    Q = A
    n = Q.shape[1]
    R = np.zeros((n, n))
    lengths = np.linalg.norm(Q, axis=0)
    for j in range(n):
        R[j, j] = np.linalg.norm(Q[:, j])
        if R[j, j] <= 1e-12 * lengths[j]:
            raise np.linalg.LinAlgError("dependent")
        Q[:, j] /= R[j, j]
        for k in range(j + 1, n):
            R[j, k] = Q[:, j] @ Q[:, k]
            Q[:, k] -= R[j, k] * Q[:, j]
    return Q, R
