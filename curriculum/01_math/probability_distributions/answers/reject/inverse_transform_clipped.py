"""Clips u away from 0: no wait is longer than log(1000) mean waits."""
# fails: inverse_transform-exponential
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log(np.clip(rng.random(n), 1e-3, 1)) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n), side="right")
