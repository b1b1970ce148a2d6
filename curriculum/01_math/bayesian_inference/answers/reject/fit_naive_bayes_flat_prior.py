"""Gives every class the same prior."""
# fails: fit_naive_bayes-prior
# %% solution="fit_naive_bayes"
def fit_naive_bayes(X, y, alpha):
    K = len(np.unique(y))
    N = np.array([X[y == c].sum(axis=0) for c in range(K)]) + alpha
    return np.full(K, -np.log(K)), np.log(N / N.sum(axis=1, keepdims=True))
