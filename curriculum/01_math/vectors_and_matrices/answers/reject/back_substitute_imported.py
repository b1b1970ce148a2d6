"""Leaves the work to a solver of scipy, imported above the function."""

# fails: back_substitute-solves
# %% solution="back_substitute"
from scipy.linalg import solve_triangular


def back_substitute(U, b):
    return solve_triangular(U, b)
