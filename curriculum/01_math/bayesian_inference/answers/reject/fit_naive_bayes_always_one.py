"""Smooths by 1, whatever alpha is."""
# fails: fit_naive_bayes-smoothed
# %% solution="fit_naive_bayes"
def fit_naive_bayes(X, y, alpha):
    N = np.array([X[y == c].sum(axis=0) for c in np.unique(y)]) + 1
    return np.log(np.bincount(y) / len(y)), np.log(N / N.sum(axis=1, keepdims=True))
