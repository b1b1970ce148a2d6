"""Works in the caller's table."""
# fails: row_echelon-staircase
# %% solution="row_echelon"
def row_echelon(A, tol):
    U = A if A.dtype == float else A.astype(float)
    m, n = U.shape
    pivots = []
    for j in range(n):
        k = len(pivots)
        if k == m:
            break
        p = k + int(np.argmax(np.abs(U[k:, j])))
        if abs(U[p, j]) <= tol:
            continue
        U[[k, p]] = U[[p, k]]
        for i in range(k + 1, m):
            U[i] -= U[i, j] / U[k, j] * U[k]
        pivots.append(j)
    return U, pivots
