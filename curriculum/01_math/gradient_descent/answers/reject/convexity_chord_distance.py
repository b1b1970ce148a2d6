"""Returns a distance, which never convicts: the sign is lost."""


# fails: convexity-chord
# %% solution="convexity"
def chord_gap(f, x, z, t):
    return abs(t * f(x) + (1 - t) * f(z) - f(t * x + (1 - t) * z))


def curvature(H, tol):
    eigenvalues = np.linalg.eigvalsh(H)
    up, down = (eigenvalues > tol).any(), (eigenvalues < -tol).any()
    if up and down:
        return "saddle"
    if down:
        return "dome"
    return "bowl" if (eigenvalues > tol).all() else "trough"
