"""Calls a trough a bowl: semidefinite is not definite."""
# fails: convexity-curvature
# %% solution="convexity"
def curvature(H, tol):
    eigenvalues = np.linalg.eigvalsh(H)
    up, down = (eigenvalues > tol).any(), (eigenvalues < -tol).any()
    if up and down:
        return "saddle"
    if down:
        return "dome"
    return "bowl" if (eigenvalues >= -tol).all() and up else "trough"


def chord_gap(f, x, z, t):
    return float(t * f(x) + (1 - t) * f(z) - f(t * x + (1 - t) * z))
