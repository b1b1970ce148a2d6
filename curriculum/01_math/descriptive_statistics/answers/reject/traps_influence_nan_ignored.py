"""Skips the removal that leaves nothing to correlate."""
# fails: traps-influence
# %% solution="traps"
def correlation_of_changes(x, y):
    return pearson(x[1:] - x[:-1], y[1:] - y[:-1])


def most_influential(x, y):
    without = np.array([pearson(np.delete(x, i), np.delete(y, i)) for i in range(len(x))])
    i = int(np.nanargmax(np.abs(without - pearson(x, y))))
    return i, without[i]
