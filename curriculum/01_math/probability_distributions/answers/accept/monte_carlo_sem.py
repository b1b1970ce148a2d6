"""The standard error by SciPy; returns an array."""
# %% solution="monte_carlo"
def monte_carlo(h, sampler, n, rng):
    y = np.asarray(h(sampler(n, rng)))
    return np.array([np.mean(y), stats.sem(y)])
