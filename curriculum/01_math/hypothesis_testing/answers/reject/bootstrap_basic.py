"""Mirrors the quantiles at the estimate: the basic interval, not the percentile one."""


# fails: bootstrap-interval
# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    values = [statistic(x[rng.integers(len(x), size=len(x))]) for _ in range(n_resamples)]
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return 2 * statistic(x) - high, 2 * statistic(x) - low
