"""Leaves the work to numpy's quantile, imported above the function."""

# fails: ecdf-quantiles
# %% solution="ecdf"
from numpy import quantile as numpys_quantile


def ecdf(x, t):
    return np.array([np.mean(x <= value) for value in t])


def quantile(x, q):
    if not 0 <= q <= 1:
        raise ValueError
    return float(numpys_quantile(x, q, method="inverted_cdf"))
