"""Trusts that the cumulated sum ends at 1: an index out of range."""
# fails: inverse_transform-categorical
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log1p(-rng.random(n)) / rate


def sample_categorical(p, n, rng):
    return np.searchsorted(np.cumsum(p), rng.random(n), side="right")
