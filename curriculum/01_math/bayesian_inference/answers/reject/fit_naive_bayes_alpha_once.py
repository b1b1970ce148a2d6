"""Adds alpha once to the denominator, not once per word."""
# fails: fit_naive_bayes-smoothed
# %% solution="fit_naive_bayes"
def fit_naive_bayes(X, y, alpha):
    N = np.array([X[y == c].sum(axis=0) for c in np.unique(y)])
    return np.log(np.bincount(y) / len(y)), np.log((N + alpha) / (N.sum(axis=1, keepdims=True) + alpha))
