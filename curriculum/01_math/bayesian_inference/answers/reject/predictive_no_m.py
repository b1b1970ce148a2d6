"""Counts from 0 to m - 1."""
# fails: predictive-probabilities, predictive-large_numbers
# %% solution="predictive"
def predictive(a, b, m):
    k = np.arange(m)
    return np.exp(
        gammaln(m + 1) - gammaln(k + 1) - gammaln(m - k + 1) + betaln(a + k, b + m - k) - betaln(a, b)
    )
