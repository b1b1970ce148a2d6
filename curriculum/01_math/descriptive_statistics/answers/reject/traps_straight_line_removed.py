"""Takes a straight line out of each series instead of comparing changes."""
# fails: traps-changes
# %% solution="traps"
def correlation_of_changes(x, y):
    t = np.arange(len(x))
    return pearson(x - np.polyval(np.polyfit(t, x, 1), t), y - np.polyval(np.polyfit(t, y, 1), t))


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
