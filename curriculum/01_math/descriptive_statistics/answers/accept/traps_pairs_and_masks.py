"""Pairs collected one by one; each observation masked in turn."""
# %% solution="traps"
def correlation_of_changes(x, y):
    pairs = [(x[t] - x[t - 1], y[t] - y[t - 1]) for t in range(1, len(x))]
    return pearson(*np.array(pairs).T)


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
