"""Finds everybody honest without asking."""
# fails: peeks-catches_peekers, peeks-leaves_values_alone
# %% solution="peeks"
def peeks(forecaster, values, t):
    return False
