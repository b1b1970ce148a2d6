"""Takes the value at the index int(n q): one too far when n q is whole."""
# fails: ecdf-quantiles
# %% solution="ecdf"
def ecdf(x, t):
    return np.array([np.mean(x <= value) for value in t])


def quantile(x, q):
    if not 0 <= q <= 1:
        raise ValueError
    return float(np.sort(x)[min(int(q * len(x)), len(x) - 1)])
