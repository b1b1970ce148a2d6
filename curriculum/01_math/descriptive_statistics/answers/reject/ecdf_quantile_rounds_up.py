"""Rounds n q up, and so 100 * 0.07 to 8."""
# fails: ecdf-quantiles
# %% solution="ecdf"
def ecdf(x, t):
    return np.array([np.mean(x <= value) for value in t])


def quantile(x, q):
    if not 0 <= q <= 1:
        raise ValueError
    return float(np.sort(x)[max(int(np.ceil(q * len(x))), 1) - 1])
