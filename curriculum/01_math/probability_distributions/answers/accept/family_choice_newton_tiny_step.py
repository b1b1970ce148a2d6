"""Newton to a step of a relative 1e-12, on x over its mean; a helper with a plain name."""
# %% solution="family_choice"
def fit_gamma(x):
    if (x <= 0).any() or (x == x[0]).all():
        raise ValueError("no gamma fits")
    m = x.mean()
    s = -np.mean(np.log(x / m))
    k = 0.5 / s
    while True:
        new = k - (np.log(k) - digamma(k) - s) / (1 / k - polygamma(1, k))
        if abs(new - k) <= 1e-12 * k:
            return new, new / m
        k = new


def _best(log_densities):
    return max(log_densities, key=lambda name: np.mean(log_densities[name]))


def _error(difference):
    return np.std(difference, ddof=1) / np.sqrt(len(difference))


def decide(log_densities):
    best = _best(log_densities)
    gaps = {name: log_densities[best] - log_p for name, log_p in log_densities.items()}
    return best, {name: (np.mean(d), _error(d)) for name, d in gaps.items()}
