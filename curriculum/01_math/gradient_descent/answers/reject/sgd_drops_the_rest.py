"""Leaves out the last, smaller batch."""
# fails: sgd-epochs
# %% solution="sgd"
def sgd(grad, w0, n, batch_size, schedule, n_epochs, rng):
    w, t, path = w0, 0, [w0]
    for _ in range(n_epochs):
        order = rng.permutation(n)
        for start in range(0, n - batch_size + 1, batch_size):
            rows = order[start : start + batch_size]
            w = w - schedule(t) * grad(w, rows)
            t += 1
        path.append(w)
    return np.array(path)

def noise_floor(lr, curvature, variance):
    if lr * curvature >= 2:
        return math.inf
    return lr * variance / (4 - 2 * lr * curvature)
