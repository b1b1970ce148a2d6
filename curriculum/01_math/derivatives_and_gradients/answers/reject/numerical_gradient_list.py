"""Returns lists of numbers, no array."""
# fails: numerical_gradient-values, numerical_gradient-any_number
# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    x = np.asarray(x, dtype=float)
    steps, gradient = steps_for(x), np.empty(x.shape)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = steps[i]
        gradient[i] = (f(x + nudge) - f(x - nudge)) / (2 * steps[i])
    return gradient.tolist()
