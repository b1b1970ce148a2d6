"""The inverse matrix, t from a generator of powers of one half, and a table that is cut at the end."""
# %% solution="newton"
def direction(g, H):
    try:
        p = -np.linalg.inv(H) @ g
    except np.linalg.LinAlgError:
        return -g
    return p if np.dot(g, p) < 0 else -g


def newton(f, grad, hess, x0, n_steps, c=1e-4, tol=1e-8):
    path = np.zeros((n_steps + 1, len(x0)))
    path[0] = x0
    taken = 0
    while taken < n_steps:
        x = path[taken].copy()
        g = np.asarray(grad(x))
        if math.sqrt(float((g * g).sum())) <= tol:
            break
        p = direction(g, hess(x))
        here, slope = f(x), float(g @ p)
        t = next(t for t in (0.5**k for k in range(1100)) if f(x + t * p) - here <= c * t * slope)
        taken += 1
        path[taken] = x + t * p
    return path[: taken + 1]
