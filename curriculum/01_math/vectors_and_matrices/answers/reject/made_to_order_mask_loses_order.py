"""A diagonal mask without its empty columns: order and repeats are lost."""
# fails: made_to_order-columns_from_the_right
# %% solution="made_to_order"
def selector(d, kept):
    return np.eye(d)[:, sorted(kept)]


def row_operation(m, i, j, c):
    E = np.eye(m)
    E[i, j] = -c
    return E


def outer_terms(A, B):
    return np.array([np.outer(A[:, t], B[t]) for t in range(len(B))])
