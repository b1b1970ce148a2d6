"""The recursion, with Python's limit raised for as long as it runs."""
# %% solution="topological_order"
def topological_order(output):
    import sys

    order, seen = [], set()

    def visit(node):
        if id(node) in seen:
            return
        seen.add(id(node))
        for parent in node.parents:
            visit(parent)
        order.append(node)

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    try:
        visit(output)
    finally:
        sys.setrecursionlimit(limit)
    return order
