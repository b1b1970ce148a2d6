"""Lets a probability be a little negative."""
# fails: moments-refuses
# %% solution="moments"
def moments(values, p):
    if np.any(p < -1e-3) or abs(p.sum() - 1) > 1e-6:
        raise ValueError("p is no distribution")
    mean = p @ values
    return float(mean), float(p @ (values - mean) ** 2)
