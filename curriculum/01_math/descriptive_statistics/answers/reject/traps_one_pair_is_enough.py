"""Counts the values, not the changes, before it shifts them."""
# fails: traps-lags
# %% solution="traps"
def correlation_of_changes(x, y, lag):
    dx, dy = np.diff(x), np.diff(y)
    if len(x) - abs(lag) < 2:
        raise ValueError
    if lag < 0:
        dx, dy, lag = dy, dx, -lag
    return pearson(dx[: len(dx) - lag], dy[lag:])


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
