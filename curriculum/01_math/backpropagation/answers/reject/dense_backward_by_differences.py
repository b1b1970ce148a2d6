"""Finite differences instead of backpropagation."""


# fails: dense_backward-weights, dense_backward-bias, dense_backward-inputs
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    def loss(X, W, b):
        return float((G * np.tanh(X @ W + b)).sum())

    return (
        numerical_gradient(lambda A: loss(A, W, b), X),
        numerical_gradient(lambda A: loss(X, A, b), W),
        numerical_gradient(lambda A: loss(X, W, A), b),
    )
