"""Writes into an array of the argument's type: integers cut every probability to 0 or 1."""
# fails: sigmoid-values
# %% solution="sigmoid"
def sigmoid(z):
    p = np.empty_like(z)
    t = np.exp(-np.abs(z))
    p[...] = np.where(z < 0, t, 1.0) / (1.0 + t)
    return p
