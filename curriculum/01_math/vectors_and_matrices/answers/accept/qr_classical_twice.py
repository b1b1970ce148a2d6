"""Classical Gram-Schmidt with every column orthogonalised twice."""
# %% solution="qr"
def qr(A):
    m, n = A.shape
    Q, R = np.zeros((m, n)), np.zeros((n, n))
    for j in range(n):
        rest = A[:, j].astype(float)
        for _ in range(2):
            shares = Q[:, :j].T @ rest
            rest = rest - Q[:, :j] @ shares
            R[:j, j] += shares
        R[j, j] = np.sqrt(rest @ rest)
        if R[j, j] <= 1e-12 * np.sqrt(A[:, j] @ A[:, j]):
            raise np.linalg.LinAlgError
        Q[:, j] = rest / R[j, j]
    return [Q, R]
