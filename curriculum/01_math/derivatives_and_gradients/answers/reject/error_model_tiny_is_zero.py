"""Takes a tiny value or a tiny third derivative for zero."""
# fails: error_model-best_step
# %% solution="error_model"
def central_error_bound(h, value, third, eps=EPS):
    return eps * abs(value) / h + h**2 * abs(third) / 6


def best_central_step(value, third, eps=EPS):
    if abs(value) < 1e-20 or abs(third) < 1e-20:
        raise ValueError("there is no best step")
    return np.cbrt(3 * eps * abs(value / third))
