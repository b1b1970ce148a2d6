"""Shifted with nan and filtered; leave-one-out with infinity for nan."""
# %% solution="traps"
def correlation_of_changes(x, y, lag):
    dx, dy = np.diff(x), np.diff(y)
    t = np.arange(len(dx))
    t = t[(t + lag >= 0) & (t + lag < len(dy))]
    if len(t) <= 1:
        raise ValueError("too few pairs")
    return pearson(dx[t], dy[t + lag])


def most_influential(x, y):
    without = np.array([pearson(np.delete(x, i), np.delete(y, i)) for i in range(len(x))])
    change = np.nan_to_num(np.abs(without - pearson(x, y)), nan=np.inf)
    i = change.argmax()
    return [i, without[i]]
