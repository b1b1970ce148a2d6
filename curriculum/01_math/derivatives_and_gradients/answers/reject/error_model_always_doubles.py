"""Ignores the eps that was given."""
# fails: error_model-bound, error_model-best_step
# %% solution="error_model"
def central_error_bound(h, value, third, eps=EPS):
    return EPS * abs(value) / h + h**2 * abs(third) / 6


def best_central_step(value, third, eps=EPS):
    if value == 0 or third == 0:
        raise ValueError("there is no best step")
    return np.cbrt(3 * EPS * abs(value / third))
