"""The short formula for rho, which holds only without ties."""
# fails: correlation-spearman
# %% solution="correlation"
def pearson(x, y):
    if x.shape != y.shape:
        raise ValueError
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return np.nan
    dx, dy = x - np.mean(x), y - np.mean(y)
    return np.sum(dx * dy) / np.sqrt(np.sum(dx**2) * np.sum(dy**2))


def average_ranks(x):
    return np.array([np.sum(x < v) + (np.sum(x == v) + 1) / 2 for v in x])


def spearman(x, y):
    if x.shape != y.shape:
        raise ValueError
    if x.min() == x.max() or y.min() == y.max():
        return np.nan
    d = average_ranks(x) - average_ranks(y)
    n = len(x)
    return 1 - 6 * np.sum(d**2) / (n * (n**2 - 1))
