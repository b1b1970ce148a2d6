"""Calls exercise 1 on a function of one entry."""
# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    x = np.array(x, dtype=float)
    steps = steps_for(x)
    gradient = np.zeros(x.shape)

    def along(i):
        def one(t):
            moved = x.copy()
            moved[i] = t
            return f(moved)

        return one

    for i, entry in np.ndenumerate(x):
        one = along(i)
        gradient[i] = (one(entry + steps[i]) - one(entry - steps[i])) / (2 * steps[i])
    return gradient
