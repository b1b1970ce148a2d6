"""Has torch find the gradients by torch.func.vjp."""


# fails: dense_backward-weights, dense_backward-bias, dense_backward-inputs
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    arrays = [torch.tensor(array) for array in (X, W, b)]
    _, pull_back = torch.func.vjp(lambda X, W, b: torch.tanh(X @ W + b), *arrays)
    return [gradient.numpy() for gradient in pull_back(torch.tensor(G))]
