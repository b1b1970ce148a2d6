"""Looks only for removals that raise r."""
# fails: traps-influence
# %% solution="traps"
def correlation_of_changes(x, y):
    return pearson(x[1:] - x[:-1], y[1:] - y[:-1])


def most_influential(x, y):
    without = np.array([pearson(np.delete(x, i), np.delete(y, i)) for i in range(len(x))])
    i = int(np.argmax(without - pearson(x, y)))
    return i, without[i]
