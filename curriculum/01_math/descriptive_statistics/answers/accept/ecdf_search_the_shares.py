"""Binary search among the shares k / n."""
# %% solution="ecdf"
def ecdf(x, t):
    return 1 - np.array([np.count_nonzero(x > s) for s in t]) / len(x)


def quantile(x, q):
    if not 0.0 <= q <= 1.0:
        raise ValueError("no share")
    n = len(x)
    return np.array(sorted(x))[np.searchsorted(np.arange(1, n + 1) / n, q, side="left")]
