"""Cuts the future off and takes an IndexError for proof; an average of equal values stays the same."""
# fails: peeks-catches_peekers
# %% solution="peeks"
def peeks(forecaster, values, t):
    before = forecaster(values, t)
    try:
        after = forecaster(values[:t], t)
    except IndexError:
        return True
    return before != after
