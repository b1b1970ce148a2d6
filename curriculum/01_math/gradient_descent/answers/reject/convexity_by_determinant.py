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

def violating_chord(f, lower, upper, n_tries, rng, tol):
    for _ in range(n_tries):
        x, z, t = rng.uniform(lower, upper), rng.uniform(lower, upper), rng.uniform(0, 1)
        if f(t * x + (1 - t) * z) > t * f(x) + (1 - t) * f(z) + tol:
            return x, z, t
    return None
