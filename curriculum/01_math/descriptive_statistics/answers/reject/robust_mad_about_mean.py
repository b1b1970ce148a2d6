"""Median distance from the mean, which one bad value carries away."""
# fails: robust-spread
# %% solution="robust"
def mad(x):
    return 1.4826 * float(np.median(np.abs(x - x.mean())))


def trimmed_mean(x, share):
    if share < 0 or share >= 0.5:
        raise ValueError("share")
    g = int(share * len(x))
    kept = sorted(x)[g : len(x) - g]
    return sum(kept) / len(kept)
