"""Takes the logarithm of a density that has underflowed to 0."""
# fails: likelihood-log_densities
# %% solution="likelihood"
def log_density(x, family, theta):
    if family == "exponential":
        (rate,) = theta
        return np.log(rate) - rate * x
    if family == "normal":
        mu, sigma = theta
        z = (x - mu) / sigma
        return np.log(np.exp(-(z**2) / 2) / (sigma * np.sqrt(2 * np.pi)))
    if family == "log-normal":
        return log_density(np.log(x), "normal", theta) - np.log(x)
    raise ValueError(f"unknown family {family!r}")


def fit(x, family):
    if family == "exponential":
        if np.any(x < 0):
            raise ValueError("an exponential has no negative values")
        return (float(1 / x.mean()),)
    if family == "normal":
        return float(x.mean()), float(x.std())
    if family == "log-normal":
        if np.any(x <= 0):
            raise ValueError("a log-normal has positive values only")
        return fit(np.log(x), "normal")
    raise ValueError(f"unknown family {family!r}")
