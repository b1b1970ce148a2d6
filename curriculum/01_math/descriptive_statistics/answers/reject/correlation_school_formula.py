"""Mean of products minus product of means, which loses its digits."""
# fails: correlation-pearson
# %% solution="correlation"
def pearson(x, y):
    if x.shape != y.shape:
        raise ValueError
    if x.min() == x.max() or y.min() == y.max():
        return np.nan
    return (np.mean(x * y) - x.mean() * y.mean()) / (x.std() * y.std())


def average_ranks(x):
    return np.array([np.sum(x < v) + (np.sum(x == v) + 1) / 2 for v in x])


def spearman(x, y):
    if x.shape != y.shape:
        raise ValueError
    return pearson(average_ranks(x), average_ranks(y))
