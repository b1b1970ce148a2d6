"""Works in the caller's x0."""
# fails: heavy_ball-path
# %% solution="heavy_ball"
def heavy_ball(grad, x0, lr, beta, n_steps):
    v = np.zeros(len(x0))
    path = [x0.copy()]
    for _ in range(n_steps):
        v = beta * v + grad(x0)
        x0 -= lr * v
        path.append(x0.copy())
    return np.array(path)

def tuned_heavy_ball(H):
    low, high = np.sqrt(np.linalg.eigvalsh(H)[[0, -1]])
    return 4 / (low + high) ** 2, ((high - low) / (high + low)) ** 2
