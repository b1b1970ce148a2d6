"""Collects the columns as rows and transposes at the end."""
# %% solution="jacobian_and_taylor"
def numerical_jacobian(f, x):
    x = x.astype(float)
    nudges = np.diag(steps_for(x))
    rows = np.array([f(x + nudge) - f(x - nudge) for nudge in nudges])
    return (rows / (2 * steps_for(x))[:, None]).T


def second_order_taylor(value, gradient, H, s):
    return float(value + np.dot(gradient + H @ s / 2, s))
