"""Ties values that are closer than 1e-9."""
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
    smaller = np.sum(x[None, :] < x[:, None] - 1e-9, axis=1)
    at_most = np.sum(x[None, :] <= x[:, None] + 1e-9, axis=1)
    return (smaller + at_most + 1) / 2


def spearman(x, y):
    if x.shape != y.shape:
        raise ValueError
    return pearson(average_ranks(x), average_ranks(y))
