"""Takes every label between 0 and 1, 0.5 too."""
# fails: cross_entropy-refuses
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if z.shape != y.shape or y.min() < 0 or y.max() > 1:
        raise ValueError("bad labels")
    return np.mean(np.logaddexp(0, z) - y * z)
