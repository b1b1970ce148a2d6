"""Draws rows by rng.choice along the first axis, with np.percentile; counts misses."""


# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    values = np.empty(n_resamples)
    for i in range(n_resamples):
        values[i] = statistic(rng.choice(x, size=x.shape[0], replace=True, axis=0))
    tail = 100 * (1 - confidence) / 2
    return np.percentile(values, [tail, 100 - tail])
