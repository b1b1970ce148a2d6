"""Trusts NumPy to refuse different lengths, but a list of one is stretched to fit."""
# fails: average_error-refuses_bad_input
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) == 0:
        raise ValueError("nothing to average")
    return float(np.mean(np.abs(np.array(actual) - np.array(forecast))))
