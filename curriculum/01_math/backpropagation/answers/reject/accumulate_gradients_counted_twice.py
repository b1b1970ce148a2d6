"""Takes derivative_to, which sums over repeated parents, once for each repeat: x * x counts twice."""
# fails: accumulate_gradients-paths_add_up, accumulate_gradients-agrees_with_torch
# %% solution="accumulate_gradients"
def accumulate_gradients(order):
    for node in order:
        node.grad = 0.0
    order[-1].grad = 1.0
    for node in reversed(order):
        for parent in node.parents:
            parent.grad += derivative_to(node, parent) * node.grad
