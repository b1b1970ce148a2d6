"""Takes the number of rows that are not zero, by a tolerance of its own, for the rank."""
# fails: null_space-basis
# %% solution="null_space"
def null_space(U, pivots):
    r, n = sum(np.abs(row).max() > 1e-12 for row in U), U.shape[1]
    free = [j for j in range(n) if j not in pivots]
    N = np.zeros((n, n - r))
    for k, j in enumerate(free[: n - r]):
        N[j, k] = 1.0
        N[pivots, k] = back_substitute(U[: len(pivots), pivots], -U[: len(pivots), j])
    return N
