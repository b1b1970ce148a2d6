"""Row t of A with column t of B, which exists only for square tables."""
# fails: made_to_order-outer_products
# %% solution="made_to_order"
def selector(d, kept):
    return np.eye(d)[:, kept]


def row_operation(m, i, j, c):
    E = np.eye(m)
    E[i, j] = -c
    return E


def outer_terms(A, B):
    return np.array([np.outer(A[t % len(A)], B[:, t % B.shape[1]]) for t in range(len(B))])
