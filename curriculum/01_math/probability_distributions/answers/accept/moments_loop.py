"""Plain Python, with math.fsum."""
# %% solution="moments"
def moments(values, p):
    import math

    p = [float(share) for share in p]
    if any(share < 0 for share in p) or not math.isclose(math.fsum(p), 1.0, abs_tol=1e-7):
        raise ValueError("p is no distribution")
    mean = math.fsum(share * value for share, value in zip(p, values))
    return mean, math.fsum(share * (value - mean) ** 2 for share, value in zip(p, values))
