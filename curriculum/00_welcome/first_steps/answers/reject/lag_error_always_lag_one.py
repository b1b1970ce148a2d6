"""Skips the right years, but compares each with the year just before, whatever the lag."""
# fails: lag_error-skips_years_without_past
# %% solution="lag_error"
def lag_error(values, lag):
    if lag < 1 or lag >= len(values):
        raise ValueError("no such lag")
    misses = [abs(values[t] - values[t - 1]) for t in range(lag, len(values))]
    return sum(misses) / len(misses)
