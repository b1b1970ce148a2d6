"""Works on a flat copy, nudges in place and puts back."""
# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    work = np.array(x, dtype=float, order="C")
    flat, steps = work.reshape(-1), steps_for(work).ravel()
    slopes = []
    for i in range(flat.size):
        middle = flat[i]
        flat[i] = middle + steps[i]
        above = f(work)
        flat[i] = middle - steps[i]
        below = f(work)
        flat[i] = middle
        slopes.append((above - below) / (2 * steps[i]))
    return np.array(slopes).reshape(work.shape)
