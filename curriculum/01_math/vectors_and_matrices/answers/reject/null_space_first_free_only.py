"""Sees only the first free column."""
# fails: null_space-basis
# %% solution="null_space"
def null_space(U, pivots):
    r, n = len(pivots), U.shape[1]
    free = [j for j in range(n) if j not in pivots]
    x = np.zeros((n, 1))
    x[free[:1]] = 1.0
    x[pivots, 0] = back_substitute(U[:r, pivots], -U[:r, free[:1]].sum(axis=1))
    return x
