"""Sets all free unknowns to 1 in every column: the columns are equal."""
# fails: null_space-basis
# %% solution="null_space"
def null_space(U, pivots):
    r, n = len(pivots), U.shape[1]
    free = [j for j in range(n) if j not in pivots]
    N = np.zeros((n, n - r))
    for k, j in enumerate(free):
        N[free, k] = 1.0
        N[pivots, k] = back_substitute(U[:r, pivots], -U[:r, free].sum(axis=1))
    return N
