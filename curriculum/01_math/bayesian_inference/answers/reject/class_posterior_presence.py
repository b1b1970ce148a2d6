"""Each word once, however often it occurs."""
# fails: class_posterior-probabilities, class_posterior-long_texts
# %% solution="class_posterior"
def class_posterior(X, log_prior, log_p):
    return special.softmax((X > 0) @ log_p.T + log_prior, axis=1)
