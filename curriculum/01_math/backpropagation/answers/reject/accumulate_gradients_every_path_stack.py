"""Walks every path with a stack of its own: no RecursionError, but far too much work."""


# fails: accumulate_gradients-large_graphs
# %% solution="accumulate_gradients"
def accumulate_gradients(order):
    for node in order:
        node.grad = 0.0
    stack = [(order[-1], 1.0)]
    while stack:
        node, share = stack.pop()
        node.grad += share
        for parent, derivative in zip(node.parents, node.local_derivatives):
            stack.append((parent, derivative * share))
