"""Averages over the places instead of the values."""
# fails: ecdf-staircase
# %% solution="ecdf"
def ecdf(x, t):
    return (x[None, :] <= t[:, None]).mean(axis=0)


def quantile(x, q):
    if q < 0 or q > 1:
        raise ValueError
    for v in sorted(x):
        if np.sum(x <= v) / len(x) >= q:
            return v
