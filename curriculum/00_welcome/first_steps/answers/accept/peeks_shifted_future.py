"""Adds a constant to a copy, from position t on."""
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = list(values)
    for i in range(t, len(other)):
        other[i] += 1000
    if forecaster(other, t) == forecaster(values, t):
        return False
    return True
