"""Gives 1 to the best class and 0 to the others."""
# fails: class_posterior-probabilities, class_posterior-long_texts
# %% solution="class_posterior"
def class_posterior(X, log_prior, log_p):
    scores = X @ log_p.T + log_prior
    return np.eye(scores.shape[1])[scores.argmax(axis=1)]
