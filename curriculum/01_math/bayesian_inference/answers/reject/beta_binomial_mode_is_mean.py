"""Takes the posterior mean for the MAP."""
# fails: beta_binomial-mean_and_mode
# %% solution="beta_binomial"
def beta_update(a, b, y):
    return a + y.sum(), b + len(y) - y.sum()


def beta_mean(a, b):
    return a / (a + b)


def beta_mode(a, b):
    return a / (a + b)
