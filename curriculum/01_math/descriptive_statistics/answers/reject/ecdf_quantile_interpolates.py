"""Interpolates as NumPy does by default, between values."""
# fails: ecdf-quantiles
# %% solution="ecdf"
def ecdf(x, t):
    return np.array([np.mean(x <= value) for value in t])


def quantile(x, q):
    if not 0 <= q <= 1:
        raise ValueError
    return float(np.interp(q, np.linspace(0, 1, len(x)), np.sort(x)))
