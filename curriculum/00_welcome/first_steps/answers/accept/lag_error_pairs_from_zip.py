"""Pairs the list with itself, moved by the lag, without positions."""
# %% solution="lag_error"
def lag_error(values, lag):
    if lag <= 0:
        raise ValueError("a year cannot be forecast from itself or from its future")
    misses = [abs(later - earlier) for earlier, later in zip(values, values[lag:])]
    if not misses:
        raise ValueError("the lag is longer than the record")
    return sum(misses) / len(misses)
