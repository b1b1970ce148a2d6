"""Resamples without replacement: every resample is the sample itself."""


# fails: bootstrap-interval, bootstrap-generator
# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    values = [statistic(rng.permutation(x)) for _ in range(n_resamples)]
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
