"""Takes logarithms to base 2."""
# fails: fit_naive_bayes-prior, fit_naive_bayes-smoothed
# %% solution="fit_naive_bayes"
def fit_naive_bayes(X, y, alpha):
    N = np.array([X[y == c].sum(axis=0) for c in np.unique(y)]) + alpha
    return np.log2(np.bincount(y) / len(y)), np.log2(N / N.sum(axis=1, keepdims=True))
