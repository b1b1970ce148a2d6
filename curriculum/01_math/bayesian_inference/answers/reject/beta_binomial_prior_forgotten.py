"""Ignores the prior's counts."""
# fails: beta_binomial-update
# %% solution="beta_binomial"
def beta_update(a, b, y):
    return 1 + y.sum(), 1 + len(y) - y.sum()


def beta_mean(a, b):
    return a / (a + b)


def beta_mode(a, b):
    return (a - 1) / (a + b - 2)
