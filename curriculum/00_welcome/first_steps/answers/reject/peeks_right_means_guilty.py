"""Takes a perfect forecast for proof of peeking."""
# fails: peeks-catches_peekers, peeks-clears_the_honest
# %% solution="peeks"
def peeks(forecaster, values, t):
    return forecaster(values, t) == values[t]
