"""Writes u for 1 - u: infinite when the generator returns 0."""
# fails: inverse_transform-exponential
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log(rng.random(n)) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n), side="right")
