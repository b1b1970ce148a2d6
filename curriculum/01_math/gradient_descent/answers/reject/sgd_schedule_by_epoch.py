"""Gives the schedule the number of the epoch."""
# fails: sgd-updates
# %% solution="sgd"
def sgd(grad, w0, n, batch_size, schedule, n_epochs, rng):
    w, t, path = w0, 0, [w0]
    for epoch in range(n_epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            w = w - schedule(epoch) * grad(w, rows)
            t += 1
        path.append(w)
    return np.array(path)

def noise_floor(lr, curvature, variance):
    if lr * curvature >= 2:
        return math.inf
    return lr * variance / (4 - 2 * lr * curvature)
