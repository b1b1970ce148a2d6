"""Nudges a flat copy: for a transposed x, reshape copies, and f never sees the nudge."""
# fails: numerical_gradient-values
# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    x = np.array(x, dtype=float)
    flat, steps, gradient = x.reshape(-1), steps_for(x).reshape(-1), np.zeros(x.size)
    for i in range(x.size):
        kept = flat[i]
        flat[i] = kept + steps[i]
        above = f(x)
        flat[i] = kept - steps[i]
        gradient[i] = (above - f(x)) / (2 * steps[i])
        flat[i] = kept
    return gradient.reshape(x.shape)
