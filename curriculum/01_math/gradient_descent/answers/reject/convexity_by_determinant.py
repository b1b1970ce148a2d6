"""Decides by the signs of determinant and trace: right for 2 by 2 only."""
# fails: convexity-curvature
# %% solution="convexity"
def curvature(H, tol):
    determinant, trace = np.linalg.det(H), np.trace(H)
    if determinant < -tol:
        return "saddle"
    if determinant <= tol:
        return "trough"
    return "bowl" if trace > 0 else "dome"


def chord_gap(f, x, z, t):
    return float(t * f(x) + (1 - t) * f(z) - f(t * x + (1 - t) * z))
