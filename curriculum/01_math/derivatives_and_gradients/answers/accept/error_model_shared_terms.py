"""Names the two arms, and raises from a division by zero."""
# %% solution="error_model"
def central_error_bound(h, value, third, eps=EPS):
    h = np.asarray(h, dtype=float)
    rounding = 2 * eps * abs(value) / (2 * h)
    truncation = 2 * h**3 / 6 * abs(third) / (2 * h)
    return rounding + truncation


def best_central_step(value, third, eps=EPS):
    rounding, truncation = float(eps * abs(value)), float(abs(third) / 6)
    if min(rounding, truncation) == 0:
        raise ValueError(f"no V for value={value}, third={third}")
    return np.exp((np.log(rounding) - np.log(2 * truncation)) / 3)
