"""np.partition instead of a sort, and quantiles for medians."""
# %% solution="robust"
def mad(x):
    return float(np.quantile(abs(x - np.quantile(x, 0.5)), 0.5) / stats.norm.ppf(0.75))


def trimmed_mean(x, share):
    if share < 0 or share >= 0.5:
        raise ValueError(share)
    n = len(x)
    g = int(np.floor(share * n))
    return np.partition(x, (g, n - g - 1))[g : n - g].mean()
