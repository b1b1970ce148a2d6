"""Leaves the work to np.quantile, which the exercise rules out."""
# fails: ecdf-quantiles
# %% solution="ecdf"
def ecdf(x, t):
    return np.array([np.mean(x <= value) for value in t])


def quantile(x, q):
    if not 0 <= q <= 1:
        raise ValueError
    return float(np.quantile(x, q, method="inverted_cdf"))
