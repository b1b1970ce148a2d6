"""Turns the caller's list round and walks each arrow by index, reading the parents anew for each."""


# %% solution="accumulate_gradients"
def accumulate_gradients(order):
    order.reverse()
    for place, node in enumerate(order):
        node.grad = float(place == 0)
    for node in order:
        for i in range(len(node.parents)):
            node.parents[i].grad += node.local_derivatives[i] * node.grad
