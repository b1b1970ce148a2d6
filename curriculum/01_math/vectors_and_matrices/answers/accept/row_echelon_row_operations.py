"""Multiplies from the left by permutations and row_operation."""
# %% solution="row_echelon"
def row_echelon(A, tol):
    U, k, pivots = 1.0 * A, 0, []
    m, n = U.shape
    for j in range(n):
        if k < m:
            p = k + int(np.argmax(np.abs(U[k:, j])))
            if abs(U[p, j]) > tol:
                order = list(range(m))
                order[k], order[p] = p, k
                U = np.asarray(selector(m, order)).T @ U
                for i in range(k + 1, m):
                    U = row_operation(m, i, k, U[i, j] / U[k, j]) @ U
                pivots.append(j)
                k += 1
    return U, pivots
