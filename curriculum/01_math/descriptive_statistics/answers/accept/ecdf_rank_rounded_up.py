"""Lists; the rank by rounding n q up."""
# %% solution="ecdf"
def ecdf(x, t):
    return [sum(v <= s for v in x.tolist()) / len(x) for s in t.tolist()]


def quantile(x, q):
    if not (0 <= q <= 1):
        raise ValueError("no share")
    k = int(np.ceil(q * len(x)))
    return np.sort(x)[max(k, 1) - 1]
