"""Counts the values below t, not those at most t."""
# fails: ecdf-staircase
# %% solution="ecdf"
def ecdf(x, t):
    return np.array([np.mean(x < value) for value in t])


def quantile(x, q):
    if q < 0 or q > 1:
        raise ValueError
    for v in sorted(x):
        if np.sum(x <= v) / len(x) >= q:
            return v
