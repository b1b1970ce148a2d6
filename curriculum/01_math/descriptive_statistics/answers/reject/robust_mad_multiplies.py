"""Multiplies by the normal quantile 0.6745 where it should divide."""
# fails: robust-spread
# %% solution="robust"
def mad(x):
    return float(np.median(np.abs(x - np.median(x))) * stats.norm.ppf(0.75))


def trimmed_mean(x, share):
    if share < 0 or share >= 0.5:
        raise ValueError("share")
    g = int(share * len(x))
    kept = sorted(x)[g : len(x) - g]
    return sum(kept) / len(kept)
