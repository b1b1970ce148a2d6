"""Rounds the result: a pivot of 1e-20 becomes 0, and is still listed."""


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
        p = k + int(np.argmax(np.abs(U[k:, j])))
        if abs(U[p, j]) <= tol:
            continue
        U[[k, p]] = U[[p, k]]
        for i in range(k + 1, m):
            U[i] -= U[i, j] / U[k, j] * U[k]
        pivots.append(j)
    return U.round(12), pivots
