"""From one count to the next by the ratio of neighbours, in logarithms."""
# %% solution="predictive"
def predictive(a, b, m):
    k = np.arange(m)
    log_ratio = np.log((m - k) / (k + 1)) + np.log((a + k) / (b + m - 1 - k))
    log_p = np.concatenate([[0.0], np.cumsum(log_ratio)])
    p = np.exp(log_p - log_p.max())
    return p / p.sum()
