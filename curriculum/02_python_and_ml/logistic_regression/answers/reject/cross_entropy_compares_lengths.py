"""Compares lengths only: shapes (3,) and (3, 1) have the same length."""
# fails: cross_entropy-refuses
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if len(z) != len(y) or not np.isin(y, [0, 1]).all():
        raise ValueError("bad labels")
    return np.mean(np.logaddexp(0, z) - y * z)
