"""Two nested loops: right for vectors and matrices, but with three dimensions whole rows are nudged."""
# fails: numerical_gradient-values
# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    x = np.array(x, dtype=float)
    steps, gradient = steps_for(x), np.zeros(x.shape)
    rows, row_steps, row_slopes = (np.atleast_2d(array) for array in (x, steps, gradient))
    for i in range(rows.shape[0]):
        for j in range(rows.shape[1]):
            kept, h = rows[i, j].copy(), row_steps[i, j]
            rows[i, j] = kept + h
            above = f(x)
            rows[i, j] = kept - h
            row_slopes[i, j] = (above - f(x)) / (2 * h)
            rows[i, j] = kept
    return gradient
