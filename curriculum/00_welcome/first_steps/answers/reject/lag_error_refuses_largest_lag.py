"""Shortens the largest lag by one, though it leaves one year to forecast."""
# fails: lag_error-skips_years_without_past
# %% solution="lag_error"
def lag_error(values, lag):
    if lag < 1 or lag >= len(values):
        raise ValueError("no such lag")
    lag = min(lag, max(len(values) - 2, 1))
    return sum(abs(values[t] - values[t - lag]) for t in range(lag, len(values))) / (len(values) - lag)
