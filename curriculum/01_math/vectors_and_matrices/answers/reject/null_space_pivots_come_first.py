"""Takes the first r columns for the pivot columns."""
# fails: null_space-basis
# %% solution="null_space"
def null_space(U, pivots):
    r, n = len(pivots), U.shape[1]
    N = np.zeros((n, n - r))
    for k in range(n - r):
        N[r + k, k] = 1.0
        N[:r, k] = back_substitute(U[:r, :r] + 1e-3 * np.eye(r), -U[:r, r + k])
    return N
