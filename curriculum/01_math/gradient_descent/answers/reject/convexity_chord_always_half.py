"""Looks at the middle of the chord, whatever t is."""


# fails: convexity-chord
# %% solution="convexity"
def chord_gap(f, x, z, t):
    return (f(x) + f(z)) / 2 - f((x + z) / 2)


def curvature(H, tol):
    eigenvalues = np.linalg.eigvalsh(H)
    up, down = (eigenvalues > tol).any(), (eigenvalues < -tol).any()
    if up and down:
        return "saddle"
    if down:
        return "dome"
    return "bowl" if (eigenvalues > tol).all() else "trough"
