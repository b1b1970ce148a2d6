"""Fills np.empty_like(x), which cuts the decimals off where x holds integers."""
# fails: likelihood-log_densities, likelihood-change_of_scale
# %% solution="likelihood"
def log_density(x, family, theta):
    out = np.empty_like(x)
    for i, value in enumerate(x):
        if family == "exponential":
            out[i] = np.log(theta[0]) - theta[0] * value
        elif family in ("normal", "log-normal"):
            mu, sigma = theta
            y = np.log(value) if family == "log-normal" else value
            out[i] = -np.log(sigma) - 0.5 * np.log(2 * np.pi) - (y - mu) ** 2 / (2 * sigma**2)
            if family == "log-normal":
                out[i] -= y
        else:
            raise ValueError(f"unknown family {family!r}")
    return out


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
