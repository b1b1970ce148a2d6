"""Asks argmax for the first step above u: category 0 where there is none."""
# fails: inverse_transform-categorical
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log1p(-rng.random(n)) / rate


def sample_categorical(p, n, rng):
    return np.argmax(rng.random(n)[:, None] < np.cumsum(p), axis=1)
