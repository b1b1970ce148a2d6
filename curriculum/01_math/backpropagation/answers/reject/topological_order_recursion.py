"""The plain recursion: right, but a long chain ends in a RecursionError."""
# fails: topological_order-large_graphs
# %% solution="topological_order"
def topological_order(output):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(output)
    return order
