"""Kahn's algorithm from the output: a value is ready when all that it feeds is placed."""
# %% solution="topological_order"
def topological_order(output):
    from collections import Counter, deque

    reached, waiting = {output}, [output]
    feeds = Counter()
    while waiting:
        node = waiting.pop()
        for parent in node.parents:
            feeds[parent] += 1
            if parent not in reached:
                reached.add(parent)
                waiting.append(parent)
    ready, backwards = deque([output]), []
    while ready:
        node = ready.popleft()
        backwards.append(node)
        for parent in node.parents:
            feeds[parent] -= 1
            if feeds[parent] == 0:
                ready.append(parent)
    return backwards[::-1]
