"""Keeps the summed axis: db has one dimension too many."""


# fails: dense_backward-bias
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    Y = np.tanh(X @ W + b)
    delta = G * (1.0 - Y**2)
    return delta @ W.T, X.T @ delta, delta.sum(axis=0, keepdims=True)
