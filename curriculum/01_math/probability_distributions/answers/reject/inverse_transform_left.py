"""Looks u up from the left: u = 0 gives category 0, possible or not."""
# fails: inverse_transform-categorical
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log1p(-rng.random(n)) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n))
