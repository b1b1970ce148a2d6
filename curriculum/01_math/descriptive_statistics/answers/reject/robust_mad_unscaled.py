"""The raw MAD: the factor that makes it estimate sigma is missing."""
# fails: robust-spread
# %% solution="robust"
def mad(x):
    return float(np.median(np.abs(x - np.median(x))))


def trimmed_mean(x, share):
    if share < 0 or share >= 0.5:
        raise ValueError("share")
    g = int(share * len(x))
    kept = sorted(x)[g : len(x) - g]
    return sum(kept) / len(kept)
