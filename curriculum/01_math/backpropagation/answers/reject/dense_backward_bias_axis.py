"""Leaves the wrong axis: sums over the units, not over the examples."""
# fails: dense_backward-bias
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    Y = np.tanh(X @ W + b)
    delta = G * (1.0 - Y**2)
    dX = delta @ W.T
    dW = X.T @ delta
    db = delta.sum(axis=1)
    return dX, dW, db
