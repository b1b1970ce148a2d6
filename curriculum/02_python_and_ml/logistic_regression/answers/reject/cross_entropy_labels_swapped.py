"""Charges every patient for the other label."""
# fails: cross_entropy-value, cross_entropy-stability
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    if not np.isin(y, [0, 1]).all():
        raise ValueError("labels are 0 or 1")

    return np.mean(np.logaddexp(0, z) - (1 - y) * z)
