"""Clears the inputs, but not the values in between."""
# fails: accumulate_gradients-starts_afresh
# %% solution="accumulate_gradients"
def accumulate_gradients(order):
    for node in order:
        if not node.parents:
            node.grad = 0.0
    order[-1].grad = 1.0
    for node in reversed(order):
        for parent, derivative in zip(node.parents, node.local_derivatives):
            parent.grad += derivative * node.grad
