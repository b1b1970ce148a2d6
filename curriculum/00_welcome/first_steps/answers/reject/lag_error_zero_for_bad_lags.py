"""Returns 0 for a lag that makes no sense: a perfect score for an impossible forecast."""
# fails: lag_error-refuses_impossible_lags
# %% solution="lag_error"
def lag_error(values, lag):
    if lag < 1 or lag >= len(values):
        return 0.0
    return sum(abs(values[t] - values[t - lag]) for t in range(lag, len(values))) / (len(values) - lag)
