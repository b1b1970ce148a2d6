"""Leaves the missing transpose in dX: an error unless W is square, and then a wrong result."""
# fails: dense_backward-weights, dense_backward-bias, dense_backward-inputs
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    Y = np.tanh(X @ W + b)
    delta = G * (1.0 - Y**2)
    dX = delta @ W
    dW = X.T @ delta
    db = delta.sum(axis=0)
    return dX, dW, db
