"""Takes every whole step."""
# fails: newton-brakes, newton-only_downhill
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
        if g @ p >= 0:
            p = -g
        t = 1.0
        x = x + t * p
        path.append(x)
    return np.array(path)
