"""Asks first and then changes the caller's own list."""
# fails: peeks-leaves_values_alone
# %% solution="peeks"
def peeks(forecaster, values, t):
    before = forecaster(values, t)
    for i in range(t, len(values)):
        values[i] = values[i] + 1000
    return forecaster(values, t) != before
