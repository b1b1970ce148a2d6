"""Stores the categories in eight bits, where indices above 255 wrap round."""
# fails: inverse_transform-categorical
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log1p(-rng.random(n)) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n), side="right").astype(np.uint8)
