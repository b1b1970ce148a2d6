"""Clips the logit at 500, beyond which the answer may be the limit."""
# %% solution="sigmoid"
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))
