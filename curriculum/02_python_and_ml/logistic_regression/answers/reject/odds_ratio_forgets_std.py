"""Takes the change as if it were in standard deviations."""
# fails: odds_ratio-per_unit
# %% solution="odds_ratio"
def odds_ratio(w, std, change):
    return np.exp(w * change)


def new_risk(p, ratio):
    return ratio * p / (1 - p + ratio * p)
