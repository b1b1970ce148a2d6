"""One exponential, two numerators."""
# %% solution="sigmoid"
def sigmoid(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, t) / (1.0 + t)
