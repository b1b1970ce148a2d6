"""Ranks from 0 to n - 1."""
# fails: correlation-ranks
# %% solution="correlation"
def pearson(x, y):
    if x.shape != y.shape:
        raise ValueError
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return np.nan
    dx, dy = x - np.mean(x), y - np.mean(y)
    return np.sum(dx * dy) / np.sqrt(np.sum(dx**2) * np.sum(dy**2))


def average_ranks(x):
    values = np.sort(x)
    return (np.searchsorted(values, x, "left") + np.searchsorted(values, x, "right") - 1) / 2


def spearman(x, y):
    if x.shape != y.shape:
        raise ValueError
    return pearson(average_ranks(x), average_ranks(y))
