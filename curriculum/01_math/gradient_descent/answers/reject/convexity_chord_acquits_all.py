"""Acquits everything."""
# fails: convexity-finds_a_chord, convexity-acquits_the_convex
# %% solution="convexity"
def curvature(H, tol):
    eigenvalues = np.linalg.eigvalsh(H)
    up, down = (eigenvalues > tol).any(), (eigenvalues < -tol).any()
    if up and down:
        return "saddle"
    if down:
        return "dome"
    return "bowl" if (eigenvalues > tol).all() else "trough"

def violating_chord(f, lower, upper, n_tries, rng, tol):
    return None
