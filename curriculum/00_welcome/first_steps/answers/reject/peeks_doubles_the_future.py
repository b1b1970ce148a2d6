"""Doubles the future, which leaves a year without spots as it was."""
# fails: peeks-catches_peekers
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values[:t] + [2 * value for value in values[t:]]
    return forecaster(values, t) != forecaster(other, t)
