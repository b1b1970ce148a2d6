"""Changes all features together."""
# fails: odds_ratio-per_unit
# %% solution="odds_ratio"
def odds_ratio(w, std, change):
    return np.full(len(w), np.exp(np.sum(w * change / std)))


def new_risk(p, ratio):
    return ratio * p / (1 - p + ratio * p)
