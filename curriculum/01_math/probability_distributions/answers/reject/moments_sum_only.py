"""Checks the sum and lets negative probabilities pass."""
# fails: moments-refuses
# %% solution="moments"
def moments(values, p):
    if abs(p.sum() - 1) > 1e-6:
        raise ValueError("p is no distribution")
    mean = p @ values
    return float(mean), float(p @ (values - mean) ** 2)
