"""Leaves the base rates out."""
# fails: class_posterior-probabilities, class_posterior-long_texts
# %% solution="class_posterior"
def class_posterior(X, log_prior, log_p):
    scores = X @ log_p.T
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
