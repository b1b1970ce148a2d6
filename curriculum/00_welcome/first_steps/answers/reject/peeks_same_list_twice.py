"""`other = values` names the same list again: both forecasts see the changed future, and the caller's list is spoilt."""
# fails: peeks-catches_peekers, peeks-leaves_values_alone
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values
    for i in range(t, len(other)):
        other[i] = other[i] + 1000
    return forecaster(values, t) != forecaster(other, t)
