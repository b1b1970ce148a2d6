"""Draws one sample for the estimate and another for its error."""
# fails: monte_carlo-estimate_and_error
# %% solution="monte_carlo"
def monte_carlo(h, sampler, n, rng):
    estimate = np.mean(h(sampler(n, rng)))
    return float(estimate), float(np.std(h(sampler(n, rng)), ddof=1) / np.sqrt(n))
