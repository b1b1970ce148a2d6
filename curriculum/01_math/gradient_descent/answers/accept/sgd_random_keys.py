"""Sorts by random keys, sorts the rows within a batch, and returns a list."""
# %% solution="sgd"
def sgd(grad, w0, n, batch_size, schedule, n_epochs, rng):
    path, steps = [w0.copy()], 0
    for _ in range(n_epochs):
        waiting = np.argsort(rng.random(n))
        w = path[-1]
        while len(waiting):
            batch, waiting = np.sort(waiting[:batch_size]), waiting[batch_size:]
            w = w + -schedule(steps) * grad(w, batch)
            steps = steps + 1
        path.append(w)
    return path


def noise_floor(lr, curvature, variance):
    return np.inf if 2 / curvature <= lr else np.float64(lr * variance / 2) / (2 - lr * curvature)
