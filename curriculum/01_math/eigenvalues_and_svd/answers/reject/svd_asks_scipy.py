"""Leaves the work to scipy."""


# fails: svd-decomposes, svd-small_singular_values
# %% solution="svd"
def svd(A):
    from scipy.linalg import svd as decompose

    return decompose(A, full_matrices=False)
