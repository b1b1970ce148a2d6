"""Tests for equal values with an absolute tolerance, which refuses data in small units."""
# fails: family_choice-gamma
# %% solution="family_choice"
def fit_gamma(x):
    if np.any(x <= 0) or np.allclose(x, x[0]):
        raise ValueError("no fit")
    s = np.log(x.mean()) - np.log(x).mean()
    k = brentq(lambda k: np.log(k) - digamma(k) - s, 0.5 / s, 1 / s)
    return float(k), float(k / x.mean())


def decide(log_densities):
    best = max(log_densities, key=lambda name: log_densities[name].mean())
    gaps = {}
    for name, log_p in log_densities.items():
        difference = log_densities[best] - log_p
        error = difference.std(ddof=1) / np.sqrt(len(difference))
        gaps[name] = (float(difference.mean()), float(error))
    return best, gaps
