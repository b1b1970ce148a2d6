"""Newton from the left end of the bracket; differences by SciPy."""
# %% solution="family_choice"
def fit_gamma(x):
    if np.any(x <= 0) or np.all(x == x[0]):
        raise ValueError("no gamma fits")
    s = np.log(np.mean(x)) - np.mean(np.log(x))
    k = 1 / (2 * s)
    for _ in range(60):
        k = k - (np.log(k) - digamma(k) - s) / (1 / k - polygamma(1, k))
    return k, k / np.mean(x)


def decide(log_densities):
    names = list(log_densities)
    best = np.array(names)[np.argmax([np.mean(log_densities[name]) for name in names])]
    ahead = {name: log_densities[best] - log_densities[name] for name in names}
    return best, {name: (np.mean(d), stats.sem(d)) for name, d in ahead.items()}
