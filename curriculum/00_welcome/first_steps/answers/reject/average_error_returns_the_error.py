"""Returns a ValueError instead of raising it."""
# fails: average_error-refuses_bad_input
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) != len(forecast) or len(actual) == 0:
        return ValueError("bad")
    return sum(abs(y - f) for y, f in zip(actual, forecast)) / len(actual)
