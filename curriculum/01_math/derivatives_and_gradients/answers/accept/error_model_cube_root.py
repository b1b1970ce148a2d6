"""np.cbrt, and the size of a ratio."""
# %% solution="error_model"
def central_error_bound(h, value, third, eps=EPS):
    return np.abs(value * eps / h) + np.abs(third * h * h / 6)


def best_central_step(value, third, eps=EPS):
    if not value or not third:
        raise ValueError("there is no best step")
    return np.cbrt(3 * eps * abs(value / third))
