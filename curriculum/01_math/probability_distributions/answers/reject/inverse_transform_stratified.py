"""One wait from each of n equal strata, and sorted categories: right shares, dependent draws."""
# fails: inverse_transform-exponential, inverse_transform-categorical
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    u = np.minimum((np.arange(n) + rng.random(n)) / max(n, 1), 1 - 2.0**-53)
    return -np.log1p(-u) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], np.sort(rng.random(n)), side="right")
