"""Does not look at the shapes, and NumPy stretches a single value."""
# fails: correlation-edges
# %% solution="correlation"
def pearson(x, y):
    if x.min() == x.max() or y.min() == y.max():
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    return np.sum(dx * dy) / (np.linalg.norm(dx) * np.linalg.norm(dy))



def average_ranks(x):
    return np.array([np.sum(x < v) + (np.sum(x == v) + 1) / 2 for v in x])


def spearman(x, y):
    return pearson(average_ranks(x), average_ranks(y))
