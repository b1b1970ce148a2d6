"""Squares the misses: the root mean square error, another measure."""
# fails: average_error-mean_of_misses
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) != len(forecast) or len(actual) == 0:
        raise ValueError("bad lists")
    return (sum((y - f) ** 2 for y, f in zip(actual, forecast)) / len(actual)) ** 0.5
