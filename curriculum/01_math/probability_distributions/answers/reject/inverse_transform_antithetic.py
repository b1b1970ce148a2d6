"""Uses each uniform number twice, as u and as 1 - u: the halves of the sample mirror each other."""
# fails: inverse_transform-exponential, inverse_transform-categorical
# %% solution="inverse_transform"
def _uniforms(n, rng):
    u = rng.random((n + 1) // 2)
    return np.minimum(np.concatenate([u, 1 - u])[:n], 1 - 2.0**-53)


def sample_exponential(rate, n, rng):
    return -np.log1p(-_uniforms(n, rng)) / rate


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], _uniforms(n, rng), side="right")
