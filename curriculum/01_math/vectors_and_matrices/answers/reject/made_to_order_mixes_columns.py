"""Builds the matrix that would do it to columns, from the right."""
# fails: made_to_order-rows_from_the_left
# %% solution="made_to_order"
def selector(d, kept):
    return np.eye(d)[:, kept]


def row_operation(m, i, j, c):
    E = np.eye(m)
    E[j, i] = -c
    return E


def outer_terms(A, B):
    return np.array([np.outer(A[:, t], B[t]) for t in range(len(B))])
