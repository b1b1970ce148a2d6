"""np.average and np.isclose; returns an array of two."""
# %% solution="moments"
def moments(values, p):
    if (p < 0).any() or not np.isclose(p.sum(), 1):
        raise ValueError("not a distribution")
    mean = np.average(values, weights=p)
    return np.array([mean, np.average((values - mean) ** 2, weights=p)])
