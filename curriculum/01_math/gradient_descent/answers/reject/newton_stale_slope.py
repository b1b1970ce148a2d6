"""Keeps the slope of the direction that was given up."""
# fails: newton-only_downhill
# %% solution="newton"
def newton(f, grad, hess, x0, n_steps, c=1e-4, tol=1e-8):
    x, path = x0, [x0]
    for _ in range(n_steps):
        g = grad(x)
        if np.linalg.norm(g) <= tol:
            break
        try:
            p = np.linalg.solve(hess(x), -g)
        except np.linalg.LinAlgError:
            p = -g
        slope = g @ p
        if slope >= 0:
            p = -g
        t = 1.0
        while not f(x + t * p) <= f(x) + c * t * slope:
            t = t / 2
        x = x + t * p
        path.append(x)
    return np.array(path)
