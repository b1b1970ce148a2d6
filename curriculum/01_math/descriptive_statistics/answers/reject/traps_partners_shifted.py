"""Pairs each change of x with the next change of y."""
# fails: traps-changes
# %% solution="traps"
def correlation_of_changes(x, y):
    return pearson(np.diff(x)[:-1], np.diff(y)[1:])


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
