"""The mean of the squares minus the square of the mean, which loses all digits where the mean is large."""
# fails: monte_carlo-estimate_and_error
# %% solution="monte_carlo"
def monte_carlo(h, sampler, n, rng):
    y = h(sampler(n, rng))
    m = y.mean()
    return float(m), float(np.sqrt(max(np.sum(y**2) - n * m**2, 0) / (n - 1) / n))
