"""Changes the caller's list in place, asks, and puts the old future back."""
# %% solution="peeks"
def peeks(forecaster, values, t):
    before = forecaster(values, t)
    future = values[t:]
    values[t:] = [value + 1000 for value in future]
    after = forecaster(values, t)
    values[t:] = future
    return before != after
