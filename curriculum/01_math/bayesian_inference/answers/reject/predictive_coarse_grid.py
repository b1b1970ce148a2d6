"""Averages the binomial over a coarse grid of rates."""
# fails: predictive-probabilities, predictive-large_numbers
# %% solution="predictive"
def predictive(a, b, m):
    theta = (np.arange(200) + 0.5) / 200
    weights = stats.beta(a, b).pdf(theta)
    p = stats.binom(m, theta[:, None]).pmf(np.arange(m + 1))
    return weights / weights.sum() @ p
