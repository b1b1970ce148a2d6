"""Gives the standard deviation of one draw for that of the mean."""
# fails: monte_carlo-estimate_and_error
# %% solution="monte_carlo"
def monte_carlo(h, sampler, n, rng):
    y = h(sampler(n, rng))
    return float(y.mean()), float(y.std(ddof=1))
