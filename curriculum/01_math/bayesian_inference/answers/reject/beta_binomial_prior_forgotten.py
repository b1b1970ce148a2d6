"""Ignores the prior's counts."""
# fails: beta_binomial-update
# %% solution="beta_binomial"
def beta_update(a, b, y):
    return 1 + y.sum(), 1 + len(y) - y.sum()


def beta_mean(a, b):
    return a / (a + b)


def beta_mode(a, b):
    if a < 1 or b < 1 or (a == 1 and b == 1):
        raise ValueError
    return (a - 1) / (a + b - 2)
