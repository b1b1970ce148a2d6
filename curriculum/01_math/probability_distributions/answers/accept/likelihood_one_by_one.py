"""Value by value with the math module; the log-normal in one formula; returns lists."""
# %% solution="likelihood"
def log_density(x, family, theta):
    import math

    half_log = 0.5 * math.log(2 * math.pi)
    out = []
    for v in x:
        match family:
            case "exponential":
                out.append(math.log(theta[0]) - theta[0] * v)
            case "normal":
                out.append(-math.log(theta[1]) - half_log - (v - theta[0]) ** 2 / (2 * theta[1] ** 2))
            case "log-normal":
                y = math.log(v)
                out.append(-y - math.log(theta[1]) - half_log - (y - theta[0]) ** 2 / (2 * theta[1] ** 2))
            case _:
                raise ValueError(family)
    return out


def fit(x, family):
    import statistics

    values = [float(v) for v in x]
    if family == "exponential":
        if min(values) < 0:
            raise ValueError("negative")
        return [len(values) / sum(values)]
    if family == "log-normal":
        if min(values) <= 0:
            raise ValueError("not positive")
        values = [float(np.log(v)) for v in values]
    elif family != "normal":
        raise ValueError(family)
    return [statistics.fmean(values), statistics.pstdev(values)]
