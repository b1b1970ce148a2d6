"""Draws every batch anew, so that some rows come twice in an epoch and some not at all."""
# fails: sgd-epochs
# %% solution="sgd"
def sgd(grad, w0, n, batch_size, schedule, n_epochs, rng):
    w, t, path = w0, 0, [w0]
    for _ in range(n_epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = rng.integers(n, size=min(batch_size, n - start))
            w = w - schedule(t) * grad(w, rows)
            t += 1
        path.append(w)
    return np.array(path)

def noise_floor(lr, curvature, variance):
    if lr * curvature >= 2:
        return math.inf
    return lr * variance / (4 - 2 * lr * curvature)
