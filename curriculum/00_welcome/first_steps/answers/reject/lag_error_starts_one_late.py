"""Leaves out the first year that has a past."""
# fails: lag_error-skips_years_without_past
# %% solution="lag_error"
def lag_error(values, lag):
    if lag < 1 or lag >= len(values):
        raise ValueError("no such lag")
    misses = [abs(values[t] - values[t - lag]) for t in range(lag + 1, len(values))]
    return sum(misses) / max(len(misses), 1)
