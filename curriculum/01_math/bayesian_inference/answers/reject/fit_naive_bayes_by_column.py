"""Normalises each word over the classes instead of each class over the words."""
# fails: fit_naive_bayes-smoothed
# %% solution="fit_naive_bayes"
def fit_naive_bayes(X, y, alpha):
    N = np.array([X[y == c].sum(axis=0) for c in np.unique(y)]) + alpha
    return np.log(np.bincount(y) / len(y)), np.log(N / N.sum(axis=0))
