"""Averages the signed misses, so that too high and too low cancel."""
# fails: average_error-mean_of_misses
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) != len(forecast) or len(actual) == 0:
        raise ValueError("bad lists")
    return sum(y - f for y, f in zip(actual, forecast)) / len(actual)
