"""Does not look at the labels: with -1 the loss goes below zero."""
# fails: cross_entropy-refuses
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    return np.mean(np.logaddexp(0, z) - y * z)
