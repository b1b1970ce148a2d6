"""Never clears below the pivots."""
# fails: row_echelon-staircase, row_echelon-pivots_by_size, row_echelon-tolerance
# %% solution="row_echelon"
def row_echelon(A, tol):
    U = np.array(A, dtype=float)
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
        pivots.append(j)
    return U, pivots
