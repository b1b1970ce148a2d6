"""Divides the scores by the length of the text."""
# fails: class_posterior-probabilities, class_posterior-long_texts
# %% solution="class_posterior"
def class_posterior(X, log_prior, log_p):
    lengths = np.maximum(X.sum(axis=1, keepdims=True), 1)
    return special.softmax(X @ log_p.T / lengths + log_prior, axis=1)
