"""Lists every path and removes the repeats afterwards: right, but it walks exponentially many paths."""
# fails: topological_order-large_graphs
# %% solution="topological_order"
def topological_order(output):
    walked, stack = [], [(output, False)]
    while stack:
        node, parents_are_done = stack.pop()
        if parents_are_done:
            walked.append(node)
        else:
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return list(dict.fromkeys(walked))
