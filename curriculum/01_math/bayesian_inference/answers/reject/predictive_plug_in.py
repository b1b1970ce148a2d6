"""Puts the posterior mean into the binomial."""
# fails: predictive-probabilities, predictive-large_numbers
# %% solution="predictive"
def predictive(a, b, m):
    return stats.binom(m, a / (a + b)).pmf(np.arange(m + 1))
