"""Cuts the whole of 1 - confidence from each side: a 90 % interval that is called 95 %."""


# fails: bootstrap-interval
# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    values = [statistic(x[rng.integers(len(x), size=len(x))]) for _ in range(n_resamples)]
    low, high = np.quantile(values, [1 - confidence, confidence])
    return float(low), float(high)
