"""Returns the mean as the rate of the exponential."""
# fails: likelihood-estimates
# %% solution="likelihood"
def log_density(x, family, theta):
    if family == "exponential":
        (rate,) = theta
        return np.log(rate) - rate * x
    if family == "normal":
        mu, sigma = theta
        return -np.log(sigma) - 0.5 * np.log(2 * np.pi) - (x - mu) ** 2 / (2 * sigma**2)
    if family == "log-normal":
        return log_density(np.log(x), "normal", theta) - np.log(x)
    raise ValueError(f"unknown family {family!r}")


def fit(x, family):
    if family == "exponential":
        if np.any(x < 0):
            raise ValueError("an exponential has no negative values")
        return (float(x.mean()),)
    if family == "normal":
        return float(x.mean()), float(x.std())
    if family == "log-normal":
        if np.any(x <= 0):
            raise ValueError("a log-normal has positive values only")
        return fit(np.log(x), "normal")
    raise ValueError(f"unknown family {family!r}")
