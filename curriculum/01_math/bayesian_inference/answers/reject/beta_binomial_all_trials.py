"""Adds all trials to b instead of the failures."""
# fails: beta_binomial-update
# %% solution="beta_binomial"
def beta_update(a, b, y):
    return a + y.sum(), b + len(y)


def beta_mean(a, b):
    return a / (a + b)


def beta_mode(a, b):
    return (a - 1) / (a + b - 2)
