"""Forgets the binomial coefficient: one order of the trials only."""
# fails: predictive-probabilities, predictive-large_numbers
# %% solution="predictive"
def predictive(a, b, m):
    k = np.arange(m + 1)
    return np.exp(betaln(a + k, b + m - k) - betaln(a, b))
