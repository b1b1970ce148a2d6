"""Adds an epsilon below the logarithm: negative waiting times."""
# fails: inverse_transform-exponential
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log(1 - rng.random(n) + 1e-12) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n), side="right")
