"""Returns the difference of the two forecasts, not True or False."""
# fails: peeks-catches_peekers, peeks-clears_the_honest, peeks-leaves_values_alone
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values[:t] + [value + 1000 for value in values[t:]]
    return abs(forecaster(values, t) - forecaster(other, t))
