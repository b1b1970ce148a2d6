"""Refuses lag 0 alone; a negative lag reads the future."""
# fails: lag_error-refuses_impossible_lags
# %% solution="lag_error"
def lag_error(values, lag):
    if lag == 0 or lag >= len(values):
        raise ValueError("no such lag")
    misses = [abs(values[t] - values[t - lag]) for t in range(max(lag, 0), len(values) + min(lag, 0))]
    return sum(misses) / len(misses)
