"""Tells values apart by their numbers, so that equal numbers count as one value."""
# fails: topological_order-parents_first, topological_order-large_graphs
# %% solution="topological_order"
def topological_order(output):
    order, seen = [], set()
    stack = [(output, False)]
    while stack:
        node, parents_are_done = stack.pop()
        if parents_are_done:
            order.append(node)
        elif node.data not in seen:
            seen.add(node.data)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return order
