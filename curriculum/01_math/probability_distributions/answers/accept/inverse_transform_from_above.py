"""Turns u into 1 - u, in (0, 1], and looks each step up from the left."""
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    u = 1 - rng.uniform(0, 1, n)
    return np.log(u) / -rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p / p.sum())
    cdf /= cdf[-1]
    return np.digitize(1 - rng.uniform(size=n), cdf, right=True)
