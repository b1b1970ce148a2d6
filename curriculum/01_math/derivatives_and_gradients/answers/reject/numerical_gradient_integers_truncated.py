"""Nudges a copy in the dtype of x, so that integers and float32 lose the nudge."""
# fails: numerical_gradient-any_number
# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    steps, gradient = steps_for(x), np.empty(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] += steps[i]
        below[i] -= steps[i]
        gradient[i] = (f(above) - f(below)) / (2 * steps[i])
    return gradient
