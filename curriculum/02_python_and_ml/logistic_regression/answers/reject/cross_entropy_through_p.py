"""Takes the logarithm of a probability that has become 0."""
# fails: cross_entropy-stability
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    if not np.isin(y, [0, 1]).all():
        raise ValueError("labels are 0 or 1")

    p = expit(z)
    return -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)))
