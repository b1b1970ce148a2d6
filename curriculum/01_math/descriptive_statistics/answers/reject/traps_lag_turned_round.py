"""A positive lag lets y come earlier."""
# fails: traps-lags
# %% solution="traps"
def correlation_of_changes(x, y, lag):
    dx, dy = np.diff(x), np.diff(y)
    pairs = [(dx[t], dy[t - lag]) for t in range(len(dx)) if 0 <= t - lag < len(dy)]
    if len(pairs) < 2:
        raise ValueError
    a, b = np.array(pairs).T
    return pearson(a, b)


def most_influential(x, y):
    r = pearson(x, y)
    best, greatest, found = None, -1.0, None
    for i in range(len(x)):
        keep = np.arange(len(x)) != i
        without = pearson(x[keep], y[keep])
        change = np.inf if np.isnan(without) else abs(without - r)
        if change > greatest:
            best, greatest, found = i, change, without
    return best, found
