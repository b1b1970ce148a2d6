"""Marks a value when it is pushed, so that another value that needs it may come before it."""


# fails: topological_order-parents_first, topological_order-large_graphs
# %% solution="topological_order"
def topological_order(output):
    order, seen = [], {output}
    stack = [(output, False)]
    while stack:
        node, parents_are_done = stack.pop()
        if parents_are_done:
            order.append(node)
            continue
        stack.append((node, True))
        for parent in node.parents:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, False))
    return order
