"""Normalises the caller's probabilities in place."""
# fails: inverse_transform-categorical, inverse_transform-generator
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log1p(-rng.random(n)) / rate


def sample_categorical(p, n, rng):
    p *= 1 / p.sum()
    np.cumsum(p, out=p)
    return np.searchsorted(p / p[-1], rng.random(n), side="right")
