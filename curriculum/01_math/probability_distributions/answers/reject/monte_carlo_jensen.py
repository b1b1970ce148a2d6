"""Averages first and applies h to the average."""
# fails: monte_carlo-estimate_and_error
# %% solution="monte_carlo"
def monte_carlo(h, sampler, n, rng):
    x = sampler(n, rng)
    return float(h(x.mean())), float(h(x).std(ddof=1) / np.sqrt(n))
