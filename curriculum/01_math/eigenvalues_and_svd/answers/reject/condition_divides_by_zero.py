"""Divides by zero: a warning, and nan for a matrix of zeros."""


# fails: condition-number
# %% solution="condition"
def cond(A):
    s = np.linalg.svd(A, compute_uv=False)
    return float(s[0] / s[-1])


def worst_case(A):
    U, _, _ = np.linalg.svd(A)
    return U[:, 0], U[:, -1]
