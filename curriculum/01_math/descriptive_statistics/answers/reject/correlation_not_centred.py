"""The cosine of the columns as they are: nobody subtracted the means."""
# fails: correlation-pearson, correlation-spearman
# %% solution="correlation"
def pearson(x, y):
    if x.shape != y.shape:
        raise ValueError
    if x.min() == x.max() or y.min() == y.max():
        return np.nan
    return x @ y / (np.linalg.norm(x) * np.linalg.norm(y))


def average_ranks(x):
    return np.array([np.sum(x < v) + (np.sum(x == v) + 1) / 2 for v in x])


def spearman(x, y):
    if x.shape != y.shape:
        raise ValueError
    return pearson(average_ranks(x), average_ranks(y))
