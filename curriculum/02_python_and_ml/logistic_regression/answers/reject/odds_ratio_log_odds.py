"""Returns the change of the log-odds, not the factor on the odds."""
# fails: odds_ratio-per_unit
# %% solution="odds_ratio"
def odds_ratio(w, std, change):
    return w * change / std


def new_risk(p, ratio):
    return ratio * p / (1 - p + ratio * p)
