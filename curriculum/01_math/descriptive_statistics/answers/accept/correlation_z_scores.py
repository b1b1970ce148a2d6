"""Mean product of z-scores; ranks by np.unique and cumulated counts."""
# %% solution="correlation"
def pearson(x, y):
    if np.shape(x) != np.shape(y):
        raise ValueError("shapes")
    if len(set(x.tolist())) == 1 or len(set(y.tolist())) == 1:
        return np.nan
    return np.mean((x - x.mean()) / x.std() * ((y - y.mean()) / y.std()))


def average_ranks(x):
    _, place, counts = np.unique(x, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[place]


def spearman(x, y):
    return pearson(average_ranks(x), average_ranks(y))
