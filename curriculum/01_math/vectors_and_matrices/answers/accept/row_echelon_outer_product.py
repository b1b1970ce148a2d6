"""One outer product for all rows below, zeros written."""
# %% solution="row_echelon"
def row_echelon(A, tol):
    U = np.asarray(A).astype(float)
    k, pivots = 0, np.zeros(0, dtype=int)
    for j in range(U.shape[1]):
        column = abs(U[k:, j])
        if column.size == 0:
            break
        if column.max() <= tol:
            U[k:, j] = 0
            continue
        p = k + column.argmax()
        U[[k, p], :] = U[[p, k], :]
        U[k + 1 :, j:] -= np.outer(U[k + 1 :, j] / U[k, j], U[k, j:])
        U[k + 1 :, j] = 0
        pivots = np.append(pivots, j)
        k += 1
    return U, pivots
