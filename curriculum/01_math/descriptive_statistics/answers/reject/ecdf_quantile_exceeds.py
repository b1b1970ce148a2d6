"""The smallest value whose share exceeds q, instead of reaching it."""
# fails: ecdf-quantiles
# %% solution="ecdf"
def ecdf(x, t):
    return np.array([np.mean(x <= value) for value in t])


def quantile(x, q):
    if not 0 <= q <= 1:
        raise ValueError
    values = np.sort(x)
    above = values[ecdf(x, values) > q]
    return float(above[0]) if len(above) else float(values[-1])
