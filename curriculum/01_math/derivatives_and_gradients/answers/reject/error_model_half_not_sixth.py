"""h² / 2 for the third-order term, in the bound and so in the best step."""
# fails: error_model-bound, error_model-best_step
# %% solution="error_model"
def central_error_bound(h, value, third, eps=EPS):
    return eps * abs(value) / h + h**2 * abs(third) / 2


def best_central_step(value, third, eps=EPS):
    if value == 0 or third == 0:
        raise ValueError("there is no best step")
    return np.cbrt(eps * abs(value / third))
