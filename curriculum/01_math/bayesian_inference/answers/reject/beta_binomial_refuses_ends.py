"""Refuses a mode at 0 or 1, which exists."""
# fails: beta_binomial-mean_and_mode
# %% solution="beta_binomial"
def beta_update(a, b, y):
    return a + y.sum(), b + len(y) - y.sum()


def beta_mean(a, b):
    return a / (a + b)


def beta_mode(a, b):
    if a <= 1 or b <= 1:
        raise ValueError
    return (a - 1) / (a + b - 2)
