"""Steps with the velocity of the step before."""
# fails: heavy_ball-path
# %% solution="heavy_ball"
def heavy_ball(grad, x0, lr, beta, n_steps):
    x, v = x0.copy(), np.zeros(len(x0))
    path = [x]
    for _ in range(n_steps):
        x, v = x - lr * v, beta * v + grad(x)
        path.append(x)
    return np.array(path)

def tuned_heavy_ball(H):
    low, high = np.sqrt(np.linalg.eigvalsh(H)[[0, -1]])
    return 4 / (low + high) ** 2, ((high - low) / (high + low)) ** 2
