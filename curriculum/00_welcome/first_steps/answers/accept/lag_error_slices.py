"""Two slices of the list and the average error of Exercise 2."""
# %% solution="lag_error"
def lag_error(values, lag):
    if not 1 <= lag < len(values):
        raise ValueError("no such lag")
    return average_error(values[lag:], values[:-lag])
