"""Nested lists, entry by entry."""
# %% solution="made_to_order"
def selector(d, kept):
    return [[int(row == column) for column in kept] for row in range(d)]


def row_operation(m, i, j, c):
    return [[(r == s) - c * (r == i and s == j) for s in range(m)] for r in range(m)]


def outer_terms(A, B):
    return [[[a * b for b in B[t]] for a in A[:, t]] for t in range(len(B))]
