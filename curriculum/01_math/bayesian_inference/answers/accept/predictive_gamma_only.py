"""gammaln only, one count after the other, in a list."""
# %% solution="predictive"
def log_beta(a, b):
    return gammaln(a) + gammaln(b) - gammaln(a + b)


def predictive(a, b, m):
    return [
        float(np.exp(log_beta(a + k, b + m - k) - log_beta(a, b) - log_beta(k + 1, m - k + 1) - np.log(m + 1)))
        for k in range(m + 1)
    ]
