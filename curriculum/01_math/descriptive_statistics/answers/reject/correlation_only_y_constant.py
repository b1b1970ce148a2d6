"""Asks only y whether it is constant."""
# fails: correlation-edges
# %% solution="correlation"
def pearson(x, y):
    if x.shape != y.shape:
        raise ValueError
    if np.ptp(y) == 0:
        return np.nan
    dx, dy = x - np.mean(x), y - np.mean(y)
    return np.sum(dx * dy) / np.sqrt(np.sum(dx**2) * np.sum(dy**2))


def average_ranks(x):
    return stats.mstats.rankdata(x)


def spearman(x, y):
    if x.shape != y.shape:
        raise ValueError
    return pearson(average_ranks(x), average_ranks(y))
