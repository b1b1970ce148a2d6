"""Lists, one feature and one patient at a time."""
# %% solution="odds_ratio"
def odds_ratio(w, std, change):
    import math

    return [math.exp(w[j] * change[j] / std[j]) for j in range(len(w))]


def new_risk(p, ratio):
    return [1 / (1 + (1 - risk) / (risk * ratio)) for risk in p]
