"""Tries several random futures, and returns a NumPy bool."""
# %% solution="peeks"
def peeks(forecaster, values, t):
    rng = np.random.default_rng(7)
    first = forecaster(values, t)
    answers = [forecaster(values[:t] + rng.normal(500, 90, len(values) - t).tolist(), t) for _ in range(3)]
    return np.any(np.array(answers) != first)
