"""Keeps its list and its marks in mutable defaults: a second call goes on with those of the first."""


# fails: topological_order-parents_first, topological_order-large_graphs
# %% solution="topological_order"
def topological_order(output, order=[], seen=set()):
    stack = [(output, False)]
    while stack:
        node, parents_are_done = stack.pop()
        if parents_are_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return order
