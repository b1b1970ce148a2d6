"""Divides the spread of the resampled values by the root of their number once more."""


# fails: bootstrap-interval
# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    values = [statistic(x[rng.integers(len(x), size=len(x))]) for _ in range(n_resamples)]
    half_width = stats.norm.isf((1 - confidence) / 2) * np.std(values) / np.sqrt(n_resamples)
    return np.mean(values) - half_width, np.mean(values) + half_width
