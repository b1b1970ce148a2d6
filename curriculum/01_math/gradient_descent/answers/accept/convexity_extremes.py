"""Walks from z towards x; smallest and largest eigenvalue."""


# %% solution="convexity"
def chord_gap(f, x, z, t):
    start, end = f(z), f(x)
    return start + t * (end - start) - f(z + t * (x - z))


def curvature(H, tol):
    low, *_, high = np.linalg.eigh(H).eigenvalues[[0, 0, -1]]
    if low < -tol:
        return "saddle" if high > tol else "dome"
    return "trough" if low <= tol else "bowl"
