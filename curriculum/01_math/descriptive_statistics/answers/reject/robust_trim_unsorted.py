"""Cuts the first and last values in the order in which they came."""
# fails: robust-trimmed
# %% solution="robust"
def mad(x):
    return 1.4826 * np.median(np.abs(x - np.median(x)))


def trimmed_mean(x, share):
    if not 0 <= share < 0.5:
        raise ValueError
    g = int(share * len(x))
    return x[g : len(x) - g].mean()
