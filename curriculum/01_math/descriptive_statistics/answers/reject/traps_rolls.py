"""np.roll lets the end of the series meet its beginning."""
# fails: traps-lags
# %% solution="traps"
def correlation_of_changes(x, y, lag):
    dx, dy = np.diff(x), np.diff(y)
    if len(dx) - abs(lag) < 2:
        raise ValueError
    return pearson(dx, np.roll(dy, -lag))


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
