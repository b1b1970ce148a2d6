"""Leaves the work to scipy, imported above the function under a name of its own."""

# fails: svd-decomposes, svd-small_singular_values
# %% solution="svd"
from scipy.linalg import svd as decompose


def svd(A):
    return decompose(A, full_matrices=False)
