"""Changes values[t] alone and misses those who look further ahead."""
# fails: peeks-catches_peekers
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values.copy()
    other[t] += 1000
    return forecaster(values, t) != forecaster(other, t)
