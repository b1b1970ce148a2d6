"""A velocity that holds the learning rate, in lists; the tuning returned as an array."""
# %% solution="heavy_ball"
def heavy_ball(grad, x0, lr, beta, n_steps):
    move = [0.0] * len(x0)
    path = [x0.tolist()]
    for _ in range(n_steps):
        g = grad(np.array(path[-1]))
        move = [beta * m - lr * float(s) for m, s in zip(move, g)]
        path.append([a + m for a, m in zip(path[-1], move)])
    return path


def tuned_heavy_ball(H):
    eigenvalues = np.sort(np.linalg.svd(H, compute_uv=False))
    low, high = eigenvalues[0] ** 0.5, eigenvalues[-1] ** 0.5
    return np.array([(2 / (low + high)) ** 2, 1 - 4 * low * high / (low + high) ** 2])
