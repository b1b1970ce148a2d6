"""Casts the median to the type of x, and cuts a half off it where x holds integers."""
# fails: robust-spread
# %% solution="robust"
def mad(x):
    centre = np.median(x).astype(x.dtype)
    return 1.4826 * np.median(np.abs(x - centre))


def trimmed_mean(x, share):
    if share < 0 or share >= 0.5:
        raise ValueError("share")
    g = int(share * len(x))
    kept = sorted(x)[g : len(x) - g]
    return sum(kept) / len(kept)
