"""Divides by n + 1, as plotting positions do."""
# fails: ecdf-staircase
# %% solution="ecdf"
def ecdf(x, t):
    return np.searchsorted(np.sort(x), t, side="right") / (len(x) + 1)


def quantile(x, q):
    if q < 0 or q > 1:
        raise ValueError
    for v in sorted(x):
        if np.sum(x <= v) / len(x) >= q:
            return v
