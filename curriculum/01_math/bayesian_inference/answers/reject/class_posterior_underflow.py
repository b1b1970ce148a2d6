"""Exponentials first: 0/0 for long texts."""
# fails: class_posterior-long_texts
# %% solution="class_posterior"
def class_posterior(X, log_prior, log_p):
    joint = np.exp(X @ log_p.T + log_prior)
    with np.errstate(invalid="ignore"):
        return joint / joint.sum(axis=1, keepdims=True)
