"""Forgets the half."""
# fails: jacobian_and_taylor-taylor
# %% solution="jacobian_and_taylor"
def numerical_jacobian(f, x):
    x = np.asarray(x, dtype=float)
    steps, columns = steps_for(x), []
    for j in range(len(x)):
        nudge = np.zeros(len(x))
        nudge[j] = steps[j]
        columns.append((f(x + nudge) - f(x - nudge)) / (2 * steps[j]))
    return np.column_stack(columns)


def second_order_taylor(value, gradient, H, s):
    return value + gradient @ s + s @ H @ s
