"""Returns the exponents instead of the parameters."""
# fails: beta_binomial-update
# %% solution="beta_binomial"
def beta_update(a, b, y):
    return a + y.sum() - 1, b + len(y) - y.sum() - 1


def beta_mean(a, b):
    return a / (a + b)


def beta_mode(a, b):
    return (a - 1) / (a + b - 2)
