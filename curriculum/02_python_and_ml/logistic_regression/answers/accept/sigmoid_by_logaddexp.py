"""The exponential of minus the loss: exp(-log(1 + exp(-z)))."""
# %% solution="sigmoid"
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))
