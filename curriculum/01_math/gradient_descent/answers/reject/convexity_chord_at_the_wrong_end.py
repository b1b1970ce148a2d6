"""Weighs the two ends the wrong way round."""


# fails: convexity-chord
# %% solution="convexity"
def chord_gap(f, x, z, t):
    return (1 - t) * f(x) + t * f(z) - f(t * x + (1 - t) * z)


def curvature(H, tol):
    eigenvalues = np.linalg.eigvalsh(H)
    up, down = (eigenvalues > tol).any(), (eigenvalues < -tol).any()
    if up and down:
        return "saddle"
    if down:
        return "dome"
    return "bowl" if (eigenvalues > tol).all() else "trough"
