"""Makes a generator of its own."""


# fails: bootstrap-generator
# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    rng = np.random.default_rng(42)
    values = [statistic(x[rng.integers(len(x), size=len(x))]) for _ in range(n_resamples)]
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
