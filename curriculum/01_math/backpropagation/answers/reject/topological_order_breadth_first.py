"""Reverses a breadth-first search: a value met early by a short path comes too late."""
# fails: topological_order-parents_first, topological_order-large_graphs
# %% solution="topological_order"
def topological_order(output):
    found, seen = [output], {output}
    for node in found:
        for parent in node.parents:
            if parent not in seen:
                seen.add(parent)
                found.append(parent)
    return found[::-1]
