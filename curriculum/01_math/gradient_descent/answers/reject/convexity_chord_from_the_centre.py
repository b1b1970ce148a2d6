"""Keeps one end at the centre of the box."""
# fails: convexity-finds_a_chord
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
    for _ in range(n_tries):
        x, z, t = (lower + upper) / 2, rng.uniform(lower, upper), rng.uniform()
        if f(t * x + (1 - t) * z) > t * f(x) + (1 - t) * f(z) + tol:
            return x, z, t
    return None
