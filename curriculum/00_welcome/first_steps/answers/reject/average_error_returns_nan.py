"""Returns NaN for bad lists instead of raising an error."""
# fails: average_error-refuses_bad_input
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) != len(forecast) or not actual:
        return float("nan")
    return sum(abs(y - f) for y, f in zip(actual, forecast)) / len(actual)
