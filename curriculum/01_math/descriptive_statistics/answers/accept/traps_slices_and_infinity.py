"""Changes by slices; leave-one-out with infinity for nan."""
# %% solution="traps"
def correlation_of_changes(x, y):
    return pearson(x[1:] - x[:-1], y[1:] - y[:-1])


def most_influential(x, y):
    without = np.array([pearson(np.delete(x, i), np.delete(y, i)) for i in range(len(x))])
    change = np.nan_to_num(np.abs(without - pearson(x, y)), nan=np.inf)
    i = change.argmax()
    return [i, without[i]]
