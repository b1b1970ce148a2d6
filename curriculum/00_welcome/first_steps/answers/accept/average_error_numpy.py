"""Vectorised, and returns a NumPy float."""
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) == 0 or len(forecast) != len(actual):
        raise ValueError("two lists of one length, with at least one value, are needed")
    return np.abs(np.array(actual) - np.array(forecast)).mean()
