"""log1p(exp(z)) overflows where logaddexp does not."""
# fails: cross_entropy-stability
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    if not np.isin(y, [0, 1]).all():
        raise ValueError("labels are 0 or 1")

    return np.mean(np.log1p(np.exp(z)) - y * z)
