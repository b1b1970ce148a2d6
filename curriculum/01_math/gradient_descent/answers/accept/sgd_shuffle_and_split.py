"""Shuffles in place and splits; the floor by way of the variance."""
# %% solution="sgd"
def sgd(grad, w0, n, batch_size, schedule, n_epochs, rng):
    path = np.zeros((n_epochs + 1, len(w0)))
    path[0] = w0
    rows = np.arange(n)
    per_epoch = math.ceil(n / batch_size)
    for epoch in range(n_epochs):
        rng.shuffle(rows)
        w = path[epoch].copy()
        for k, batch in enumerate(np.split(rows, range(batch_size, n, batch_size))):
            w -= schedule(epoch * per_epoch + k) * grad(w, batch)
        path[epoch + 1] = w
    return path


def noise_floor(lr, curvature, variance):
    shrink = (1 - lr * curvature) ** 2
    if shrink >= 1:
        return float("inf")
    return curvature / 2 * lr**2 * variance / (1 - shrink)
