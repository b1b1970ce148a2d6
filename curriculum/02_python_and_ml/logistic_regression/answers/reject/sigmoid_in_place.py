"""Overwrites the caller's logits."""
# fails: sigmoid-values
# %% solution="sigmoid"
def sigmoid(z):
    t = np.exp(-np.abs(z))
    p = np.where(z < 0, t, 1.0) / (1.0 + t)
    z[...] = p
    return p
