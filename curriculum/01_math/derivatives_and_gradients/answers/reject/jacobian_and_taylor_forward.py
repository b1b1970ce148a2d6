"""Forward differences."""
# fails: jacobian_and_taylor-jacobian
# %% solution="jacobian_and_taylor"
def numerical_jacobian(f, x):
    x = np.asarray(x, dtype=float)
    steps, columns = steps_for(x), []
    for j in range(len(x)):
        nudge = np.zeros(len(x))
        nudge[j] = steps[j]
        columns.append((f(x + nudge) - f(x)) / steps[j])
    return np.column_stack(columns)


def second_order_taylor(value, gradient, H, s):
    return value + gradient @ s + 0.5 * s @ H @ s
