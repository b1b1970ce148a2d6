"""Binary search in a sample that is not sorted."""
# fails: ecdf-staircase
# %% solution="ecdf"
def ecdf(x, t):
    return np.searchsorted(x, t, side="right") / len(x)


def quantile(x, q):
    if q < 0 or q > 1:
        raise ValueError
    for v in sorted(x):
        if np.sum(x <= v) / len(x) >= q:
            return v
