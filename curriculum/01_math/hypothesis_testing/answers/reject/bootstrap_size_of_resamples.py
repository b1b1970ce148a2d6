"""Draws resamples of another size: half of the observations."""


# fails: bootstrap-interval, bootstrap-whole_observations
# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    values = [statistic(x[rng.integers(len(x), size=max(1, len(x) // 2))]) for _ in range(n_resamples)]
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
