"""Starts with the output's number in place of 1."""
# fails: accumulate_gradients-single_path, accumulate_gradients-paths_add_up, accumulate_gradients-starts_afresh, accumulate_gradients-agrees_with_torch
# %% solution="accumulate_gradients"
def accumulate_gradients(order):
    for node in order:
        node.grad = 0.0
    order[-1].grad = order[-1].data
    for node in reversed(order):
        for parent, derivative in zip(node.parents, node.local_derivatives):
            parent.grad += derivative * node.grad
