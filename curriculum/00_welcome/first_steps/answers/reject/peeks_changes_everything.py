"""Changes the whole list."""
# fails: peeks-clears_the_honest
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = [value + 1000 for value in values]
    return forecaster(values, t) != forecaster(other, t)
