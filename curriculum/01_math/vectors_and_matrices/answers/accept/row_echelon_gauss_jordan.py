"""Scales the pivots to 1 and clears above as well, entry by entry."""
# %% solution="row_echelon"
def row_echelon(A, tol):
    U = [[float(v) for v in row] for row in A]
    m, n = len(U), len(U[0])
    pivots, k = [], 0
    for j in range(n):
        if k == m:
            break
        p = max(range(k, m), key=lambda i: abs(U[i][j]))
        if abs(U[p][j]) <= tol:
            for i in range(k, m):
                U[i][j] = 0.0
            continue
        U[k], U[p] = U[p], U[k]
        pivot = U[k][j]
        U[k] = [v / pivot for v in U[k]]
        for i in range(m):
            if i != k:
                factor = U[i][j]
                U[i] = [a - factor * b for a, b in zip(U[i], U[k])]
        pivots.append(j)
        k += 1
    return np.array(U), tuple(pivots)
