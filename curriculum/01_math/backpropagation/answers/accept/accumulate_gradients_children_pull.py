"""Each value gathers its sum from the values that it feeds."""
# %% solution="accumulate_gradients"
def accumulate_gradients(order):
    used_by = {id(node): [] for node in order}
    for node in order:
        for parent, derivative in zip(node.parents, node.local_derivatives):
            used_by[id(parent)].append((node, derivative))
    for node in order[::-1]:
        node.grad = sum(derivative * child.grad for child, derivative in used_by[id(node)])
        if node is order[-1]:
            node.grad = np.float64(1)
