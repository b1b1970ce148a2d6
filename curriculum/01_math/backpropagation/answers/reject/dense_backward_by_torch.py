"""Calls the oracle of the next cell, and so leaves the work to torch."""
# fails: dense_backward-weights, dense_backward-bias, dense_backward-inputs
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    return torch_layer_gradients(X, W, b, G)
