"""Random numbers for the free unknowns, a triangular one at that."""
# %% solution="null_space"
def null_space(U, pivots):
    r, n = len(pivots), U.shape[1]
    is_free = np.ones(n, dtype=bool)
    is_free[list(pivots)] = False
    N = np.zeros((n, n - r))
    N[is_free] = np.triu(np.random.default_rng(3).uniform(1, 2, size=(n - r, n - r)))
    for k in range(n - r):
        N[~is_free, k] = back_substitute(U[:r, ~is_free], -U[:r, is_free] @ N[is_free, k])
    return N
