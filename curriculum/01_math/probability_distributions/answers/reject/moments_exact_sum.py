"""Refuses a sum that differs from 1 by rounding."""
# fails: moments-refuses
# %% solution="moments"
def moments(values, p):
    if np.any(p < 0) or p.sum() != 1:
        raise ValueError("p is no distribution")
    mean = p @ values
    return float(mean), float(p @ (values - mean) ** 2)
