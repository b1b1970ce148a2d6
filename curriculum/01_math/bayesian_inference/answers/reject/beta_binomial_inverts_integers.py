"""Counts failures by ~y, which for integers is not 'not'."""
# fails: beta_binomial-update
# %% solution="beta_binomial"
def beta_update(a, b, y):
    return a + y.sum(), b + (~y).sum()


def beta_mean(a, b):
    return a / (a + b)


def beta_mode(a, b):
    return (a - 1) / (a + b - 2)
