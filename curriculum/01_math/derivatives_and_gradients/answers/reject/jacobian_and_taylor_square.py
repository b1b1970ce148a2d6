"""Prepares a square Jacobian: right only for as many outputs as inputs."""
# fails: jacobian_and_taylor-jacobian
# %% solution="jacobian_and_taylor"
def numerical_jacobian(f, x):
    x = np.asarray(x, dtype=float)
    steps = steps_for(x)
    J = np.zeros((len(x), len(x)))
    for j in range(len(x)):
        nudge = np.zeros_like(x)
        nudge[j] = steps[j]
        J[:, j] = (f(x + nudge) - f(x - nudge)) / (2 * steps[j])
    return J


def second_order_taylor(value, gradient, H, s):
    return value + gradient @ s + s @ H @ s / 2
