"""The shortcut, after the first value is subtracted, which may be far from the mean."""
# fails: moments-mean_variance
# %% solution="moments"
def moments(values, p):
    if np.any(p < 0) or abs(p.sum() - 1) > 1e-6:
        raise ValueError("p is no distribution")
    shifted = values - values[0]
    mean = p @ shifted
    return float(values[0] + mean), float(p @ shifted**2 - mean**2)
