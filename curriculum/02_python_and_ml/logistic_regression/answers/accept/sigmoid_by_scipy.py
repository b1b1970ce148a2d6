"""The library's own function."""
# %% solution="sigmoid"
def sigmoid(z):
    return expit(np.array(z, dtype=float))
