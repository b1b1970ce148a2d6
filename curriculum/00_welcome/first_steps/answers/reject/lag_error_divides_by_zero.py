"""Mends the loop and refuses lags below 1, but a lag as long as the record divides by zero."""
# fails: lag_error-refuses_impossible_lags
# %% solution="lag_error"
def lag_error(values, lag):
    if lag < 1:
        raise ValueError("no such lag")
    return sum(abs(values[t] - values[t - lag]) for t in range(lag, len(values))) / (len(values) - lag)
