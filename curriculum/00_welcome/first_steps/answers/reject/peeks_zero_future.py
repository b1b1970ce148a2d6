"""Writes zeros, which a year without spots already is."""
# fails: peeks-catches_peekers
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values[:t] + [0.0] * (len(values) - t)
    return forecaster(values, t) != forecaster(other, t)
