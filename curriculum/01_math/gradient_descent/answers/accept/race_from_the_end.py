"""Walks back from the end of each path; the best by min over tuples."""
# %% solution="race"
def arrival(path, f, f_min, tol):
    k = len(path)
    while k > 0 and f(path[k - 1]) - f_min <= tol:
        k -= 1
    return k if k < len(path) else math.inf


def race(runners, f, f_min, tol, lrs):
    results = {}
    for name in runners:
        steps, lr = min((arrival(runners[name](lr), f, f_min, tol), lr) for lr in lrs)
        results[name] = (lr if steps < math.inf else None, steps)
    return results
