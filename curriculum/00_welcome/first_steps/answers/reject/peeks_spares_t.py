"""Changes the future from t + 1 on, and lets a forecaster read the answer itself."""
# fails: peeks-catches_peekers
# %% solution="peeks"
def peeks(forecaster, values, t):
    other = values[: t + 1] + [value + 1000 for value in values[t + 1 :]]
    return forecaster(values, t) != forecaster(other, t)
