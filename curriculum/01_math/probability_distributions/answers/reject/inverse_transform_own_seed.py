"""Seeds a generator of its own, "for reproducibility"."""
# fails: inverse_transform-generator
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    rng = np.random.default_rng(0)
    return -np.log1p(-rng.random(n)) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n), side="right")
