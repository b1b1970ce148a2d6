"""Refuses a batch in which a class is absent."""
# fails: cross_entropy-refuses, cross_entropy-value
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    if len(z) > 1 and not np.array_equal(np.unique(y), [0, 1]):
        raise ValueError("labels are 0 and 1")
    return np.mean(np.logaddexp(0, z) - y * z) if len(z) > 1 else 0.0
