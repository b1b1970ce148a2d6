"""Has torch find the gradients by a function that was imported under a name of its own."""


# fails: dense_backward-weights, dense_backward-bias, dense_backward-inputs
# %% solution="dense_backward"
from torch.autograd import grad as slopes


def dense_backward(X, W, b, G):
    inputs = [torch.tensor(array, requires_grad=True) for array in (X, W, b)]
    output = torch.tanh(inputs[0] @ inputs[1] + inputs[2])
    return [gradient.numpy() for gradient in slopes(output, inputs, torch.tensor(G))]
