"""Takes estimate plus or minus z standard errors: symmetric, whatever the data say."""


# fails: bootstrap-interval
# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    values = [statistic(x[rng.integers(len(x), size=len(x))]) for _ in range(n_resamples)]
    half_width = stats.norm.isf((1 - confidence) / 2) * np.std(values)
    return statistic(x) - half_width, statistic(x) + half_width
