"""Eigenvectors of the symmetric matrix with A and its transpose beside the diagonal: nothing is squared."""


# %% solution="svd"
def svd(A):
    A = np.array(A, dtype=float)
    m, n = A.shape
    H = np.zeros((m + n, m + n))
    H[:m, m:], H[m:, :m] = A, A.T
    values, Q = np.linalg.eigh(H)
    Q = Q[:, ::-1][:, :n]
    U, V = Q[:m], Q[m:]
    return U / np.linalg.norm(U, axis=0), values[::-1][:n], (V / np.linalg.norm(V, axis=0)).T
