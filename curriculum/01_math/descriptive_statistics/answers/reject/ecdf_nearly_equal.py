"""Counts values that are nearly t, so that all is one value where the unit makes it small."""
# fails: ecdf-staircase
# %% solution="ecdf"
def ecdf(x, t):
    return np.array([np.mean((x <= value) | np.isclose(x, value)) for value in t])


def quantile(x, q):
    if q < 0 or q > 1:
        raise ValueError
    for v in sorted(x):
        if np.sum(x <= v) / len(x) >= q:
            return v
