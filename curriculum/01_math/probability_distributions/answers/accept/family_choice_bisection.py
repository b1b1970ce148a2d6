"""Bisection; arrays as pairs."""
# %% solution="family_choice"
def fit_gamma(x):
    mean = sum(x) / len(x)
    if min(x) <= 0 or max(x) - min(x) == 0:
        raise ValueError("no gamma fits")
    s = np.log(mean) - sum(np.log(v) for v in x) / len(x)
    low, high = 1 / (2 * s), 1 / s
    for _ in range(80):
        middle = (low + high) / 2
        if np.log(middle) - digamma(middle) > s:
            low = middle
        else:
            high = middle
    return np.array([low, low / mean])


def decide(log_densities):
    means = {name: float(np.mean(values)) for name, values in log_densities.items()}
    best = sorted(means, key=means.get)[-1]
    gaps = {best: [0.0, 0.0]}
    for name in means:
        if name != best:
            d = [a - b for a, b in zip(log_densities[best], log_densities[name])]
            m = sum(d) / len(d)
            gaps[name] = [m, (sum((v - m) ** 2 for v in d) / (len(d) - 1) / len(d)) ** 0.5]
    return best, gaps
