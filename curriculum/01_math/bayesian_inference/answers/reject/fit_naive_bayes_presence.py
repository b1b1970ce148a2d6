"""Counts texts that hold the word, not occurrences."""
# fails: fit_naive_bayes-smoothed
# %% solution="fit_naive_bayes"
def fit_naive_bayes(X, y, alpha):
    N = np.array([(X[y == c] > 0).sum(axis=0) for c in np.unique(y)]) + alpha
    return np.log(np.bincount(y) / len(y)), np.log(N / N.sum(axis=1, keepdims=True))
