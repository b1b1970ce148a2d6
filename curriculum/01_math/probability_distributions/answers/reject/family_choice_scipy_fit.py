"""Lets the judge fit the gamma."""
# fails: family_choice-gamma
# %% solution="family_choice"
def fit_gamma(x):
    if x.min() <= 0 or x.min() == x.max():
        raise ValueError("no fit")
    k, _, scale = stats.gamma.fit(x, floc=0)
    return float(k), float(1 / scale)


def decide(log_densities):
    best = max(log_densities, key=lambda name: log_densities[name].mean())
    gaps = {}
    for name, log_p in log_densities.items():
        difference = log_densities[best] - log_p
        error = difference.std(ddof=1) / np.sqrt(len(difference))
        gaps[name] = (float(difference.mean()), float(error))
    return best, gaps
