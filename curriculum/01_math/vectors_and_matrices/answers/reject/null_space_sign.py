"""Forgets the minus on the other side."""
# fails: null_space-basis
# %% solution="null_space"
def null_space(U, pivots):
    r, n = len(pivots), U.shape[1]
    free = [j for j in range(n) if j not in pivots]
    N = np.zeros((n, n - r))
    for k, j in enumerate(free):
        N[j, k] = 1.0
        N[pivots, k] = back_substitute(U[:r, pivots], U[:r, j])
    return N
