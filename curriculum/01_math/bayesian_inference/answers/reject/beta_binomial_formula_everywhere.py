"""Uses the formula where there is no highest point."""
# fails: beta_binomial-no_single_mode
# %% solution="beta_binomial"
def beta_update(a, b, y):
    return a + y.sum(), b + len(y) - y.sum()


def beta_mean(a, b):
    return a / (a + b)


def beta_mode(a, b):
    if a + b == 2:
        raise ValueError
    return min(1.0, max(0.0, (a - 1) / (a + b - 2)))
