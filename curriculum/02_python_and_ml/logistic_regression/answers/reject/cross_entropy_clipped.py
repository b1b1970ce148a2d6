"""Clips the probabilities: no mistake costs more than 34.5 nats."""
# fails: cross_entropy-stability
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    if not np.isin(y, [0, 1]).all():
        raise ValueError("labels are 0 or 1")

    p = np.clip(expit(z), 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
