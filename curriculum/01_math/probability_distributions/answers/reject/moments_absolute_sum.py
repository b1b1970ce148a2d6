"""Checks the sum of the absolute values only, which accepts [0.6, -0.4]."""
# fails: moments-refuses
# %% solution="moments"
def moments(values, p):
    if abs(np.abs(p).sum() - 1) > 1e-6:
        raise ValueError("p is no distribution")
    mean = p @ values
    return float(mean), float(p @ (values - mean) ** 2)
