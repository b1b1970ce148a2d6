"""Returns the waiting times as a column, shape (n, 1)."""
# fails: inverse_transform-exponential, inverse_transform-generator
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log1p(-rng.random((n, 1))) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n), side="right")
