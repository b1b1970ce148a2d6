"""Refuses f''' = 0 only, and returns a step of 0 for f = 0."""
# fails: error_model-best_step
# %% solution="error_model"
def central_error_bound(h, value, third, eps=EPS):
    return eps * abs(value) / h + h**2 * abs(third) / 6


def best_central_step(value, third, eps=EPS):
    if third == 0:
        raise ValueError("there is no best step")
    return np.cbrt(3 * eps * abs(value / third))
