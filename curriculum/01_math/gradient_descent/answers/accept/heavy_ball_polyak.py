"""Polyak's form without a velocity, in place, in a table made beforehand; the tuning by way of κ."""
# %% solution="heavy_ball"
def heavy_ball(grad, x0, lr, beta, n_steps):
    path = np.empty((n_steps + 1, len(x0)))
    path[0] = x0
    for k in range(n_steps):
        path[k + 1] = path[k] - lr * grad(path[k])
        if k > 0:
            path[k + 1] += beta * (path[k] - path[k - 1])
    return path


def tuned_heavy_ball(H):
    cond, high = np.linalg.cond(H), np.linalg.norm(H, 2)
    root = (np.sqrt(cond) - 1) / (np.sqrt(cond) + 1)
    return (1 + root) ** 2 / high, root**2
