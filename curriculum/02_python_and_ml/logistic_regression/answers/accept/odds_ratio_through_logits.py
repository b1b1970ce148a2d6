"""The new risk by way of the logit."""
# %% solution="odds_ratio"
def odds_ratio(w, std, change):
    per_unit = np.exp(w / std)
    return per_unit**change


def new_risk(p, ratio):
    return expit(np.log(p / (1 - p)) + np.log(ratio))
