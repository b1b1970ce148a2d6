"""Pulls the extremes in to the nearest kept value: the winsorised mean."""
# fails: robust-trimmed
# %% solution="robust"
def mad(x):
    return 1.4826 * np.median(np.abs(x - np.median(x)))


def trimmed_mean(x, share):
    if not 0 <= share < 0.5:
        raise ValueError
    g = int(share * len(x))
    values = np.sort(x)
    return np.clip(values, values[g], values[len(x) - 1 - g]).mean()
