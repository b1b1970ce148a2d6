"""Correlates the levels, trends and all."""
# fails: traps-changes, traps-lags
# %% solution="traps"
def correlation_of_changes(x, y, lag):
    pairs = [(x[t], y[t + lag]) for t in range(1, len(x)) if 1 <= t + lag < len(y)]
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
