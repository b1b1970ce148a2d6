"""Subtracts the chord from the graph: a certificate comes out positive."""


# fails: convexity-chord
# %% solution="convexity"
def chord_gap(f, x, z, t):
    return f(t * x + (1 - t) * z) - (t * f(x) + (1 - t) * f(z))


def curvature(H, tol):
    eigenvalues = np.linalg.eigvalsh(H)
    up, down = (eigenvalues > tol).any(), (eigenvalues < -tol).any()
    if up and down:
        return "saddle"
    if down:
        return "dome"
    return "bowl" if (eigenvalues > tol).all() else "trough"
