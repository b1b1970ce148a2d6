"""Lets the judge compute: the log densities are those of scipy.stats."""
# fails: likelihood-log_densities, likelihood-change_of_scale
# %% solution="likelihood"
def log_density(x, family, theta):
    if family == "exponential":
        return stats.expon(scale=1 / theta[0]).logpdf(x)
    if family == "normal":
        return stats.norm(*theta).logpdf(x)
    if family == "log-normal":
        return stats.norm.logpdf(np.log(x), *theta) - np.log(x)
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
