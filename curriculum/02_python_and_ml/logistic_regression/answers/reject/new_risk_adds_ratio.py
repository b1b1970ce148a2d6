"""Adds the ratio to the logit without taking its logarithm."""
# fails: odds_ratio-new_risk
# %% solution="odds_ratio"
def odds_ratio(w, std, change):
    return np.exp(w / std * change)


def new_risk(p, ratio):
    return expit(np.log(p / (1 - p)) + ratio)
