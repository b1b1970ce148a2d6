"""Lets zip itself refuse lists of different lengths, and turns the empty case into a ValueError."""
# %% solution="average_error"
def average_error(actual, forecast):
    misses = [max(y, f) - min(y, f) for y, f in zip(actual, forecast, strict=True)]
    try:
        return sum(misses) / len(misses)
    except ZeroDivisionError:
        raise ValueError("nothing to average") from None
