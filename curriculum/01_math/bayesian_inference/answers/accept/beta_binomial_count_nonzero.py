"""np.count_nonzero, arrays and NumPy numbers."""
# %% solution="beta_binomial"
def beta_update(a, b, y):
    k = np.count_nonzero(y == 1)
    return np.array([a, b]) + [k, y.size - k]


def beta_mean(a, b):
    return np.reciprocal(1 + b / a)


def beta_mode(a, b):
    a0, b0 = np.float64(a - 1), np.float64(b - 1)
    return a0 / (a0 + b0)
