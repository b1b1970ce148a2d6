"""Refuses a forecast that is too short, not one that is too long."""
# fails: average_error-refuses_bad_input
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) > len(forecast) or not actual:
        raise ValueError("the forecast is too short")
    return sum(abs(y - f) for y, f in zip(actual, forecast)) / len(actual)
