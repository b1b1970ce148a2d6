"""One trial after the other; mean by SciPy; the mode by cases."""
# %% solution="beta_binomial"
def beta_update(a, b, y):
    for trial in y:
        if trial:
            a += 1
        else:
            b += 1
    return [a, b]


def beta_mean(a, b):
    return stats.beta(a, b).mean()


def beta_mode(a, b):
    if a == 1 and b > 1:
        return 0
    if b == 1 and a > 1:
        return 1
    if a > 1 and b > 1:
        return 1 / (1 + (b - 1) / (a - 1))
    raise ValueError("no single mode")
