"""Fills the columns of an array whose height one more call has told; einsum for the quadratic form."""
# %% solution="jacobian_and_taylor"
def numerical_jacobian(f, x):
    x = np.array(x, dtype=float)
    steps, J = steps_for(x), np.zeros((len(f(x)), len(x)))
    for j, h in enumerate(steps):
        kept = x[j]
        x[j] = kept + h
        above = np.array(f(x), dtype=float)
        x[j] = kept - h
        difference = above - f(x)
        x[j] = kept
        J[:, j] = difference / (h + h)
    return J


def second_order_taylor(value, gradient, H, s):
    linear = sum(g_i * s_i for g_i, s_i in zip(gradient, s))
    return value + linear + np.einsum("i,ij,j->", s, H, s) / 2
