"""Draws from the global state of NumPy and ignores the generator."""
# fails: inverse_transform-generator
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log1p(-rng.random(n)) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], np.random.random_sample(n), side="right")
