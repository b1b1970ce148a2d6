"""Never marks what it has visited, so that shared values are listed again for each use."""
# fails: topological_order-parents_first, topological_order-large_graphs
# %% solution="topological_order"
def topological_order(output):
    order, stack = [], [(output, False)]
    while stack:
        node, parents_are_done = stack.pop()
        if parents_are_done:
            order.append(node)
        else:
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return order
