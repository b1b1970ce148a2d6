"""Returns True when the two forecasts agree."""
# fails: peeks-catches_peekers, peeks-clears_the_honest
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values[:t] + [value + 1000 for value in values[t:]]
    return forecaster(values, t) == forecaster(other, t)
