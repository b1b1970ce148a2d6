"""Clips q to 0..1 instead of refusing it."""
# fails: ecdf-refuses
# %% solution="ecdf"
def ecdf(x, t):
    return np.array([np.mean(x <= value) for value in t])


def quantile(x, q):
    values = np.sort(x)
    return float(values[ecdf(x, values) >= min(max(q, 0.0), 1.0)][0])
