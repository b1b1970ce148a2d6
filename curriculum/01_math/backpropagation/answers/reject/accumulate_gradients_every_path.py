"""Sends every share on along every path: right, but it never ends on a large graph."""


# fails: accumulate_gradients-large_graphs
# %% solution="accumulate_gradients"
def accumulate_gradients(order):
    for node in order:
        node.grad = 0.0

    def go(node, share):
        node.grad += share
        for parent, derivative in zip(node.parents, node.local_derivatives):
            go(parent, derivative * share)

    go(order[-1], 1.0)
