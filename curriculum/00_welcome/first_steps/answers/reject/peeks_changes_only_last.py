"""Changes the last value alone."""
# fails: peeks-catches_peekers
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values.copy()
    other[-1] += 1000
    return forecaster(values, t) != forecaster(other, t)
