"""Puts each miss into the total instead of adding it."""
# fails: average_error-mean_of_misses
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) != len(forecast) or len(actual) == 0:
        raise ValueError("bad lists")
    total = 0.0
    for y, f in zip(actual, forecast):
        total = abs(y - f)
    return total / len(actual)
