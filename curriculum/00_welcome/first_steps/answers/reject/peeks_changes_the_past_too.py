"""Changes the year before t as well and accuses the honest."""
# fails: peeks-clears_the_honest
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values[: t - 1] + [value + 1000 for value in values[t - 1 :]]
    return forecaster(values, t) != forecaster(other, t)
