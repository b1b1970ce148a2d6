"""Stacks the terms on the last axis."""
# fails: made_to_order-outer_products
# %% solution="made_to_order"
def selector(d, kept):
    return np.eye(d)[:, kept]


def row_operation(m, i, j, c):
    E = np.eye(m)
    E[i, j] = -c
    return E


def outer_terms(A, B):
    return A[:, None, :] * B.T[None, :, :]
