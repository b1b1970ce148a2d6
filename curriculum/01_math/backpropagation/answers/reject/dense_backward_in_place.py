"""Leaves the side effect: writes delta into the caller's G."""
# fails: dense_backward-leaves_arguments_alone
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    Y = np.tanh(X @ W + b)
    delta = G
    delta *= 1.0 - Y**2
    dX = delta @ W.T
    dW = X.T @ delta
    db = delta.sum(axis=0)
    return dX, dW, db
