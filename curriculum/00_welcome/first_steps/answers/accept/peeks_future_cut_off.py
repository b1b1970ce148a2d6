"""Takes the future away altogether: a forecaster that breaks off or changes its mind has peeked."""
# %% solution="peeks"
def peeks(forecaster, values, t):
    before = forecaster(values, t)
    try:
        after = forecaster(values[:t], t)
    except IndexError:
        return True
    return before != after
