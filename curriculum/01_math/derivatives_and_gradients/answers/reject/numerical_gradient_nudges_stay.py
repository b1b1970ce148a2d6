"""Nudges accumulate: the entry is not put back."""
# fails: numerical_gradient-values, numerical_gradient-any_number
# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    x = np.array(x, dtype=float)
    steps, gradient = steps_for(x), np.empty(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += steps[i]
        above = f(x)
        x[i] -= 2 * steps[i]
        gradient[i] = (above - f(x)) / (2 * steps[i])
    return gradient
