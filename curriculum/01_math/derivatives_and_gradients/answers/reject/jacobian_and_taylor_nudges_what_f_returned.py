"""Nudges in place, though f may have returned that very array."""
# fails: jacobian_and_taylor-jacobian
# %% solution="jacobian_and_taylor"
def numerical_jacobian(f, x):
    x = np.array(x, dtype=float)
    columns = []
    for j, h in enumerate(steps_for(x)):
        kept = x[j]
        x[j] = kept + h
        above = f(x)
        x[j] = kept - h
        below = f(x)
        x[j] = kept
        columns.append((above - below) / (2 * h))
    return np.column_stack(columns)


def second_order_taylor(value, gradient, H, s):
    return value + gradient @ s + 0.5 * s @ H @ s
