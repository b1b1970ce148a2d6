"""Subtracts the largest score of the whole table: short texts starve long ones."""
# fails: class_posterior-long_texts
# %% solution="class_posterior"
def class_posterior(X, log_prior, log_p):
    scores = X @ log_p.T + log_prior
    weights = np.exp(scores - scores.max())
    with np.errstate(invalid="ignore"):
        return weights / weights.sum(axis=1, keepdims=True)
