"""Checks the lag, but still forecasts the first years from the last ones by negative positions."""
# fails: lag_error-skips_years_without_past
# %% solution="lag_error"
def lag_error(values, lag):
    if lag < 1 or lag >= len(values):
        raise ValueError("no such lag")
    return sum(abs(values[t] - values[t - lag]) for t in range(len(values))) / len(values)
