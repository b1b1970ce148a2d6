"""Scaled pivoting: compares each candidate with the largest entry of its row."""
# fails: row_echelon-tolerance
# %% solution="row_echelon"
def row_echelon(A, tol):
    U = np.array(A, dtype=float)
    m, n = U.shape
    pivots = []
    for j in range(n):
        k = len(pivots)
        if k == m:
            break
        p = k + int(np.argmax(np.abs(U[k:, j]) / np.maximum(np.abs(U[k:]).max(axis=1), 1e-300)))
        if np.abs(U[k:, j]).max() <= tol:
            continue
        U[[k, p]] = U[[p, k]]
        for i in range(k + 1, m):
            U[i] -= U[i, j] / U[k, j] * U[k]
        pivots.append(j)
    return U, pivots
