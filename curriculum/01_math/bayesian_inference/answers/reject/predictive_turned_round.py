"""Counts failures: k is taken for the number of failures."""
# fails: predictive-probabilities, predictive-large_numbers
# %% solution="predictive"
def predictive(a, b, m):
    k = np.arange(m + 1)
    log_choose = gammaln(m + 1) - gammaln(k + 1) - gammaln(m - k + 1)
    return np.exp(log_choose + betaln(a + m - k, b + k) - betaln(a, b))
