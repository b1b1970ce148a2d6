"""From the differences of all pairs of scores."""
# %% solution="class_posterior"
def class_posterior(X, log_prior, log_p):
    scores = np.einsum("nv,kv->nk", X, log_p) + log_prior
    differences = scores[:, None, :] - scores[:, :, None]
    return 1 / np.exp(np.minimum(differences, 700)).sum(axis=2)
