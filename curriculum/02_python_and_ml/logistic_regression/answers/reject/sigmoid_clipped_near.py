"""Clips the logit at 30, so that all unlikely events look equally likely."""
# fails: sigmoid-extremes
# %% solution="sigmoid"
def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))
