"""Keeps the best learning rate of plain gradient descent."""
# fails: heavy_ball-tuned
# %% solution="heavy_ball"
def heavy_ball(grad, x0, lr, beta, n_steps):
    x, v = x0.copy(), np.zeros(len(x0))
    path = [x]
    for _ in range(n_steps):
        v = beta * v + grad(x)
        x = x - lr * v
        path.append(x)
    return np.array(path)

def tuned_heavy_ball(H):
    low, high = np.sqrt(np.linalg.eigvalsh(H)[[0, -1]])
    return 2 / (low**2 + high**2), ((high - low) / (high + low)) ** 2
