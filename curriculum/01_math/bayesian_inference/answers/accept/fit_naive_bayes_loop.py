"""Loops over texts, in lists."""
# %% solution="fit_naive_bayes"
def fit_naive_bayes(X, y, alpha):
    K, V = int(max(y)) + 1, X.shape[1]
    texts, counts = [0] * K, [[0] * V for _ in range(K)]
    for row, c in zip(X.tolist(), y.tolist()):
        texts[c] += 1
        counts[c] = [old + new for old, new in zip(counts[c], row)]
    log_prior = [np.log(t / len(y)) for t in texts]
    log_p = [[np.log(n + alpha) - np.log(sum(row) + alpha * V) for n in row] for row in counts]
    return log_prior, log_p
