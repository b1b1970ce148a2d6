"""Differences over lag steps instead of a shift."""
# fails: traps-lags
# %% solution="traps"
def correlation_of_changes(x, y, lag):
    step = 1 + abs(lag)
    dx, dy = x[step:] - x[:-step], y[step:] - y[:-step]
    if len(dx) < 2:
        raise ValueError
    return pearson(dx, dy)


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
