"""Draws one order and keeps it for all epochs."""
# fails: sgd-epochs
# %% solution="sgd"
def sgd(grad, w0, n, batch_size, schedule, n_epochs, rng):
    w, t, path = w0, 0, [w0]
    order = rng.permutation(n)
    for _ in range(n_epochs):
        for start in range(0, n, batch_size):
            w = w - schedule(t) * grad(w, order[start : start + batch_size])
            t += 1
        path.append(w)
    return np.array(path)

def noise_floor(lr, curvature, variance):
    if lr * curvature >= 2:
        return math.inf
    return lr * variance / (4 - 2 * lr * curvature)
