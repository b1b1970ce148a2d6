"""Forgets the value: a change, not a prediction."""
# fails: jacobian_and_taylor-taylor
# %% solution="jacobian_and_taylor"
def numerical_jacobian(f, x):
    x = np.asarray(x, dtype=float)
    columns = [(f(x + s) - f(x - s)) / (2 * s.sum()) for s in np.diag(steps_for(x))]
    return np.column_stack(columns)


def second_order_taylor(value, gradient, H, s):
    return gradient @ s + s @ H @ s / 2
