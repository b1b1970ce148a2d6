"""One step, then the rest by recursion; the step is halved in place."""
# %% solution="newton"
def newton(f, grad, hess, x0, n_steps, c=1e-4, tol=1e-8):
    g = grad(x0)
    if n_steps == 0 or np.linalg.norm(g) <= tol:
        return [x0]
    try:
        move = -np.linalg.solve(hess(x0), g)
    except np.linalg.LinAlgError:
        move = -g
    if g @ move >= 0:
        move = -g
    height = f(x0)
    while True:
        new = f(x0 + move)
        if np.isfinite(new) and new <= height + c * (g @ move):
            break
        move = move / 2
    return [x0, *newton(f, grad, hess, x0 + move, n_steps - 1, c, tol)]
