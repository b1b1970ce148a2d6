"""Counts signs; gathers all chords that were found and returns the worst."""
# %% solution="convexity"
def curvature(H, tol):
    eigenvalues = np.linalg.eigvals(H).real
    signs = np.where(np.abs(eigenvalues) <= tol, 0, np.sign(eigenvalues)).astype(int)
    has = {s: s in signs for s in (-1, 0, 1)}
    if has[-1]:
        return ("dome", "saddle")[has[1]]
    return ("bowl", "trough")[has[0]]


def violating_chord(f, lower, upper, n_tries, rng, tol):
    found = []
    for _ in range(n_tries):
        x = rng.uniform(size=len(lower)) * (upper - lower) + lower
        z = rng.uniform(size=len(lower)) * (upper - lower) + lower
        t = 0.25 + 0.5 * rng.random()
        excess = f(t * x + (1 - t) * z) - t * f(x) - (1 - t) * f(z)
        if excess > tol:
            found.append((excess, x, z, t))
    return max(found, key=lambda chord: chord[0])[1:] if found else None
