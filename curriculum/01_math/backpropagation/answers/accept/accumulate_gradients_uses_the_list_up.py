"""Takes the values off the end of the list, one after another."""

# %% solution="accumulate_gradients"
def accumulate_gradients(order):
    for node in order:
        node.grad = 0.0
    order[-1].grad = 1.0
    while order:
        node = order.pop()
        for parent, derivative in zip(node.parents, node.local_derivatives):
            parent.grad += derivative * node.grad
