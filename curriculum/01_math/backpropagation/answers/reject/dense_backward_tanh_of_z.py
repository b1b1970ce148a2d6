"""Leaves the first fault: 1 - Z**2 in place of 1 - Y**2."""
# fails: dense_backward-weights, dense_backward-bias, dense_backward-inputs
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    Y = X @ W + b
    delta = G * (1.0 - Y**2)
    dX = delta @ W.T
    dW = X.T @ delta
    db = delta.sum(axis=0)
    return dX, dW, db
