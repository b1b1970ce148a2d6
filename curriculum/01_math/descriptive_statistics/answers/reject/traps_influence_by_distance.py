"""Takes the observation farthest from the centre for the most influential."""
# fails: traps-influence
# %% solution="traps"
def correlation_of_changes(x, y):
    return pearson(x[1:] - x[:-1], y[1:] - y[:-1])


def most_influential(x, y):
    i = int(np.argmax(((x - x.mean()) / x.std()) ** 2 + ((y - y.mean()) / y.std()) ** 2))
    return i, pearson(np.delete(x, i), np.delete(y, i))
