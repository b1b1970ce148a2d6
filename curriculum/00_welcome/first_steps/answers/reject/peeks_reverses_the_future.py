"""Reverses the future, which no average notices, nor a future of one year."""
# fails: peeks-catches_peekers
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values[:t] + values[t:][::-1]
    return forecaster(values, t) != forecaster(other, t)
