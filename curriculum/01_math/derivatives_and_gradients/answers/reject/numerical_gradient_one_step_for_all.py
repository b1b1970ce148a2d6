"""The same small step for every entry, whatever its size."""
# fails: numerical_gradient-any_number
# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    x = np.asarray(x, dtype=float)
    h, gradient = EPS ** (1 / 3), np.empty(x.shape)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        gradient[i] = (f(x + nudge) - f(x - nudge)) / (2 * h)
    return gradient
