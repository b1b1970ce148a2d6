"""The medians by sorting in plain Python, the trimmed mean by a mask of ranks; 0-d arrays come out."""
# %% solution="robust"
def middle(values):
    values = sorted(values)
    n = len(values)
    return (values[(n - 1) // 2] + values[n // 2]) / 2


def mad(x):
    centre = middle(x)
    return np.array(middle([abs(value - centre) for value in x]) * 1.482602218505602)


def trimmed_mean(x, share):
    if not (0 <= share and share < 0.5):
        raise ValueError
    order = np.argsort(x)
    keep = np.ones(len(x), dtype=bool)
    g = int(len(x) * share)
    keep[order[:g]] = False
    keep[order[len(x) - g :]] = False
    return np.array(x[keep].mean())
