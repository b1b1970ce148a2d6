"""Lets a column of labels broadcast against a row of logits."""
# fails: cross_entropy-refuses
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if not np.isin(y, [0, 1]).all():
        raise ValueError("labels are 0 or 1")
    return np.mean(np.logaddexp(0, z) - y * z)
