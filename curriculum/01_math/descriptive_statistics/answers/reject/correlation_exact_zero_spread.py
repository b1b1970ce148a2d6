"""Recognises a constant by a standard deviation of exactly 0."""
# fails: correlation-edges
# %% solution="correlation"
def pearson(x, y):
    if x.shape != y.shape:
        raise ValueError
    if x.std() == 0 or y.std() == 0:
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    return dx @ dy / (np.linalg.norm(dx) * np.linalg.norm(dy))


def average_ranks(x):
    return np.array([np.sum(x < v) + (np.sum(x == v) + 1) / 2 for v in x])


def spearman(x, y):
    if x.shape != y.shape:
        raise ValueError
    return pearson(average_ranks(x), average_ranks(y))
