"""The draft as it was: wraps around to the end of the list and accepts every lag."""
# fails: lag_error-skips_years_without_past, lag_error-refuses_impossible_lags
# %% solution="lag_error"
def lag_error(values, lag):
    total = 0.0
    for t in range(len(values)):
        total = total + abs(values[t] - values[t - lag])
    return total / len(values)
