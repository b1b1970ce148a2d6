"""A one-hot matrix times the counts."""
# %% solution="fit_naive_bayes"
def fit_naive_bayes(X, y, alpha):
    one_hot = np.eye(y.max() + 1)[y]
    N = one_hot.T @ X
    log_p = np.log(N + alpha) - np.log(N.sum(axis=1) + alpha * N.shape[1])[:, None]
    return [np.log(one_hot.mean(axis=0)), log_p]
