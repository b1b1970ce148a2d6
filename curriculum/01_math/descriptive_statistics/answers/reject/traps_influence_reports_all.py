"""Returns the correlation of all observations beside the index."""
# fails: traps-influence
# %% solution="traps"
def correlation_of_changes(x, y):
    return pearson(x[1:] - x[:-1], y[1:] - y[:-1])


def most_influential(x, y):
    without = np.array([pearson(np.delete(x, i), np.delete(y, i)) for i in range(len(x))])
    return int(np.argmax(np.abs(without - pearson(x, y)))), pearson(x, y)
