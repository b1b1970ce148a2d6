"""Measures each output on its own: 2 m n calls."""
# fails: jacobian_and_taylor-jacobian
# %% solution="jacobian_and_taylor"
def numerical_jacobian(f, x):
    x = np.asarray(x, dtype=float)
    steps = steps_for(x)
    J = np.empty((len(f(x)), len(x)))
    for i in range(J.shape[0]):
        for j in range(J.shape[1]):
            nudge = np.zeros(len(x))
            nudge[j] = steps[j]
            J[i, j] = (f(x + nudge)[i] - f(x - nudge)[i]) / (2 * steps[j])
    return J


def second_order_taylor(value, gradient, H, s):
    return value + gradient @ s + 0.5 * s @ H @ s
