"""Takes over the forward rounding term, though the distance is now 2 h."""
# fails: error_model-bound
# %% solution="error_model"
def central_error_bound(h, value, third, eps=EPS):
    return 2 * eps * abs(value) / h + h**2 * abs(third) / 6


def best_central_step(value, third, eps=EPS):
    if value == 0 or third == 0:
        raise ValueError("there is no best step")
    return np.cbrt(3 * eps * abs(value / third))
