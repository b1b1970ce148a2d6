"""One row of a diagonal matrix per entry, with the step that was really taken."""
# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    x = x.astype(np.float64)
    rows = np.diag(steps_for(x).ravel())
    gradient = []
    for row in rows:
        up, down = x + row.reshape(x.shape), x - row.reshape(x.shape)
        gradient.append(float(f(up) - f(down)) / (up - down).sum())
    return np.reshape(gradient, x.shape)
