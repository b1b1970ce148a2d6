"""Takes the rate for a scale: multiplies where it should divide."""
# fails: inverse_transform-exponential
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log1p(-rng.random(n)) * rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n), side="right")
