"""Adds a tiny number so that nothing is divided by 0."""
# fails: class_posterior-long_texts
# %% solution="class_posterior"
def class_posterior(X, log_prior, log_p):
    joint = np.exp(X @ log_p.T + log_prior) + 1e-300
    return joint / joint.sum(axis=1, keepdims=True)
