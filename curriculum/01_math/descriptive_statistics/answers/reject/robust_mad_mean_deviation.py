"""Mean absolute deviation, the other thing that is abbreviated MAD."""
# fails: robust-spread
# %% solution="robust"
def mad(x):
    return 1.4826 * float(np.mean(np.abs(x - np.median(x))))


def trimmed_mean(x, share):
    if share < 0 or share >= 0.5:
        raise ValueError("share")
    g = int(share * len(x))
    kept = sorted(x)[g : len(x) - g]
    return sum(kept) / len(kept)
