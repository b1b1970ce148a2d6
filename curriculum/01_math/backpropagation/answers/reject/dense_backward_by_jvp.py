"""Has torch find every derivative forward, by torch.func.jvp imported by name."""


# fails: dense_backward-weights, dense_backward-bias, dense_backward-inputs
# %% solution="dense_backward"
from torch.func import jvp


def dense_backward(X, W, b, G):
    arrays = [torch.tensor(array) for array in (X, W, b)]
    results = []
    for which, array in enumerate(arrays):
        gradient = np.empty(array.shape)
        for index in np.ndindex(*array.shape):
            tangents = [torch.zeros_like(other) for other in arrays]
            tangents[which][index] = 1.0
            _, slope = jvp(lambda X, W, b: torch.tanh(X @ W + b), tuple(arrays), tuple(tangents))
            gradient[index] = float((torch.tensor(G) * slope).sum())
        results.append(gradient)
    return results
