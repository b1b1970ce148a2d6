"""Gives the forecaster a list without a future, which breaks off every forecaster that reads a position in it."""
# fails: peeks-catches_peekers
# %% solution="peeks"
def peeks(forecaster, values, t):
    return forecaster(values[:t], t) != forecaster(values, t)
