"""Compares what is left with the largest entry of the column, not with its length."""
# fails: qr-refuses_dependent
# %% solution="qr"
def qr(A):
    Q = np.array(A, dtype=float)
    n = Q.shape[1]
    R = np.zeros((n, n))
    for j in range(n):
        R[j, j] = np.linalg.norm(Q[:, j])
        if R[j, j] <= 1e-12 * np.abs(A[:, j]).max():
            raise np.linalg.LinAlgError("dependent")
        Q[:, j] /= R[j, j]
        for k in range(j + 1, n):
            R[j, k] = Q[:, j] @ Q[:, k]
            Q[:, k] -= R[j, k] * Q[:, j]
    return Q, R
