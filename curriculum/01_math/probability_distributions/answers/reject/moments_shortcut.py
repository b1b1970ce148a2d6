"""E[X^2] - E[X]^2, which loses all its digits where the mean is large."""
# fails: moments-mean_variance
# %% solution="moments"
def moments(values, p):
    if np.any(p < 0) or abs(p.sum() - 1) > 1e-6:
        raise ValueError("p is no distribution")
    mean = p @ values
    return float(mean), float(p @ values**2 - mean**2)
