"""Draws one uniform number for all waits."""
# fails: inverse_transform-exponential
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return np.full(n, -np.log1p(-rng.random()) / rate)


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n), side="right")
