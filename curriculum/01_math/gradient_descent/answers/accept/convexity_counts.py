"""A chord as a weighted mean; counts signs."""


# %% solution="convexity"
def chord_gap(f, x, z, t):
    weights = [t, 1 - t]
    return np.dot(weights, [f(x), f(z)]) - f(np.average([x, z], axis=0, weights=weights))


def curvature(H, tol):
    eigenvalues = np.linalg.eigvals(H).real
    signs = np.where(np.abs(eigenvalues) <= tol, 0, np.sign(eigenvalues)).astype(int)
    has = {s: s in signs for s in (-1, 0, 1)}
    if has[-1]:
        return ("dome", "saddle")[has[1]]
    return ("bowl", "trough")[has[0]]
