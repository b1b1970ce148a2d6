"""Recognises the forecasters of the lesson by their names."""
# fails: peeks-catches_peekers
# %% solution="peeks"
def peeks(forecaster, values, t):
    forecaster(values, t)
    return forecaster.__name__ in ("smoothed", "overall_average")
