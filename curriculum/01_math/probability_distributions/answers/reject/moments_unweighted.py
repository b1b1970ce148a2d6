"""Averages the outcomes and forgets their probabilities."""
# fails: moments-mean_variance
# %% solution="moments"
def moments(values, p):
    if np.any(p < 0) or abs(p.sum() - 1) > 1e-6:
        raise ValueError("p is no distribution")
    return float(values.mean()), float(values.var())
