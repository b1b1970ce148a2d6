"""Leaves a float32 x in float32, where the nudges are lost."""
# fails: jacobian_and_taylor-jacobian
# %% solution="jacobian_and_taylor"
def numerical_jacobian(f, x):
    x = x if x.dtype.kind == "f" else x.astype(float)
    columns = []
    for j, h in enumerate(steps_for(x)):
        above, below = x.copy(), x.copy()
        above[j] += h
        below[j] -= h
        columns.append((f(above) - f(below)) / (2 * h))
    return np.column_stack(columns).astype(float)


def second_order_taylor(value, gradient, H, s):
    return value + gradient @ s + 0.5 * s @ H @ s
