"""Smallest and largest eigenvalue; midpoints only, all points drawn beforehand."""
# %% solution="convexity"
def curvature(H, tol):
    low, *_, high = np.linalg.eigh(H).eigenvalues[[0, 0, -1]]
    if low < -tol:
        return "saddle" if high > tol else "dome"
    return "trough" if low <= tol else "bowl"


def violating_chord(f, lower, upper, n_tries, rng, tol):
    ends = lower + rng.random((n_tries, 2, len(lower))) * (upper - lower)
    for x, z in ends:
        if f((x + z) / 2) - (f(x) + f(z)) / 2 > tol:
            return (x.tolist(), z.tolist(), 0.5)
