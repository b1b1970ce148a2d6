"""Rounds share * n to the nearest number instead of cutting it off."""
# fails: robust-trimmed
# %% solution="robust"
def mad(x):
    return 1.4826 * np.median(np.abs(x - np.median(x)))


def trimmed_mean(x, share):
    if not 0 <= share < 0.5:
        raise ValueError
    g = round(share * len(x))
    return np.sort(x)[g : len(x) - g].mean()
