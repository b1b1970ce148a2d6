"""Multiplies the factor by the change: odds are raised to it."""
# fails: odds_ratio-per_unit
# %% solution="odds_ratio"
def odds_ratio(w, std, change):
    return change * np.exp(w / std)


def new_risk(p, ratio):
    return ratio * p / (1 - p + ratio * p)
