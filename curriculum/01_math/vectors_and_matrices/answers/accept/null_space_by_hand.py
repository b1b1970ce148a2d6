"""Loops over the equations from below, without back_substitute; the free unknown is -1."""
# %% solution="null_space"
def null_space(U, pivots):
    n = len(U[0])
    basis = []
    for j in sorted(set(range(n)) - set(pivots), reverse=True):
        x = [0.0] * n
        x[j] = -1.0
        for k in range(len(pivots) - 1, -1, -1):
            p = pivots[k]
            x[p] = -sum(U[k][i] * x[i] for i in range(p + 1, n)) / U[k][p]
        basis.append(x)
    return np.array(basis).reshape(len(basis), n).T
