"""Expects pivot j in row j."""
# fails: row_echelon-staircase, row_echelon-tolerance
# %% solution="row_echelon"
def row_echelon(A, tol):
    U = np.array(A, dtype=float)
    m, n = U.shape
    pivots = []
    for j in range(min(m, n)):
        p = j + int(np.argmax(np.abs(U[j:, j])))
        if abs(U[p, j]) <= tol:
            continue
        U[[j, p]] = U[[p, j]]
        for i in range(j + 1, m):
            U[i] -= U[i, j] / U[j, j] * U[j]
        pivots.append(j)
    return U, pivots
