"""Divides by the number of years that were missed, not by all."""
# fails: average_error-mean_of_misses
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) != len(forecast) or len(actual) == 0:
        raise ValueError("bad lists")
    misses = [abs(y - f) for y, f in zip(actual, forecast) if y != f]
    return sum(misses) / max(len(misses), 1)
