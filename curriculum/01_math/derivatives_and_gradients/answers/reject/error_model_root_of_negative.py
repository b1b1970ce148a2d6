"""Takes the root of a signed ratio, a complex number if the ratio is negative."""
# fails: error_model-best_step
# %% solution="error_model"
def central_error_bound(h, value, third, eps=EPS):
    return eps * abs(value) / h + h**2 * abs(third) / 6


def best_central_step(value, third, eps=EPS):
    if value == 0 or third == 0:
        raise ValueError("there is no best step")
    return (3 * eps * value / third) ** (1 / 3)
