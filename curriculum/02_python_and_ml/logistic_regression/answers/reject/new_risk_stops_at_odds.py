"""Returns the new odds, not the new risk."""
# fails: odds_ratio-new_risk
# %% solution="odds_ratio"
def odds_ratio(w, std, change):
    return np.exp(w / std * change)


def new_risk(p, ratio):
    return ratio * p / (1 - p)
