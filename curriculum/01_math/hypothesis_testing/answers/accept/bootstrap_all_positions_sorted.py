"""Draws all positions at once from uniforms, and takes order statistics of the sorted values."""


# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    n = len(x)
    positions = np.floor(rng.random((n_resamples, n)) * n).astype(int)
    values = sorted(float(statistic(x[row])) for row in positions)
    cut = (1 - confidence) / 2 * (n_resamples - 1)
    return values[int(np.floor(cut))], values[int(np.ceil(n_resamples - 1 - cut))]
