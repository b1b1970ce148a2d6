"""Transposes W only where the shapes force it to."""
# fails: dense_backward-inputs
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    Y = np.tanh(X @ W + b)
    delta = G * (1.0 - Y**2)
    dX = delta @ W if W.shape[0] == W.shape[1] else delta @ W.T
    dW = X.T @ delta
    db = delta.sum(axis=0)
    return dX, dW, db
