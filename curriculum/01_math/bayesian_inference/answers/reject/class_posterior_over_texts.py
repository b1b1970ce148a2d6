"""Adds up to 1 over the texts instead of over the classes."""
# fails: class_posterior-probabilities, class_posterior-long_texts
# %% solution="class_posterior"
def class_posterior(X, log_prior, log_p):
    return special.softmax(X @ log_p.T + log_prior, axis=0)
