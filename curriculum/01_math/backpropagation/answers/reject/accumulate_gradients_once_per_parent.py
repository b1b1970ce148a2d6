"""Takes every distinct parent once, and so loses one share of x * x."""
# fails: accumulate_gradients-paths_add_up, accumulate_gradients-agrees_with_torch
# %% solution="accumulate_gradients"
def accumulate_gradients(order):
    for node in order:
        node.grad = 0.0
    order[-1].grad = 1.0
    for node in reversed(order):
        for parent, derivative in dict(zip(node.parents, node.local_derivatives)).items():
            parent.grad += derivative * node.grad
