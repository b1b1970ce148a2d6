"""A ready-made draw by another name: a chi-square with two degrees of freedom is an exponential."""
# fails: inverse_transform-exponential
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return rng.chisquare(2, n) / (2 * rate)


def sample_categorical(p, n, rng):
    cdf = np.cumsum(p)
    return np.searchsorted(cdf / cdf[-1], rng.random(n), side="right")
