"""Makes a Python number of h: an array of steps stops with a TypeError."""
# fails: error_model-bound
# %% solution="error_model"
def central_error_bound(h, value, third, eps=EPS):
    h = float(h)
    return eps * abs(value) / h + h**2 * abs(third) / 6


def best_central_step(value, third, eps=EPS):
    if value == 0 or third == 0:
        raise ValueError("there is no best step")
    return np.cbrt(3 * eps * abs(value / third))
