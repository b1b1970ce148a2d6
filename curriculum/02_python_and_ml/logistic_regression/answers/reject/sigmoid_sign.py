"""The wrong sign in the exponent: the probability of the other class."""
# fails: sigmoid-values, sigmoid-extremes
# %% solution="sigmoid"
def sigmoid(z):
    t = np.exp(-np.abs(z))
    return np.where(z > 0, t, 1.0) / (1.0 + t)
