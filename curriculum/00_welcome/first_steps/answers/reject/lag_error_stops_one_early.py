"""Leaves out the last year."""
# fails: lag_error-skips_years_without_past
# %% solution="lag_error"
def lag_error(values, lag):
    if lag < 1 or lag >= len(values):
        raise ValueError("no such lag")
    misses = [abs(values[t + lag] - values[t]) for t in range(len(values) - lag - 1)]
    return sum(misses) / max(len(misses), 1)
