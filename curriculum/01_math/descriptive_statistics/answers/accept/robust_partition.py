"""np.partition instead of a sort, for the medians too."""
# %% solution="robust"
def middle(x):
    low, high = (len(x) - 1) // 2, len(x) // 2
    return np.partition(x, (low, high))[[low, high]].mean()


def mad(x):
    return float(middle(abs(x - middle(x))) / stats.norm.ppf(0.75))


def trimmed_mean(x, share):
    if share < 0 or share >= 0.5:
        raise ValueError(share)
    n = len(x)
    g = int(np.floor(share * n))
    return np.partition(x, (g, n - g - 1))[g : n - g].mean()
