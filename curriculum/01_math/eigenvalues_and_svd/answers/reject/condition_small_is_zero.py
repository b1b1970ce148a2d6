"""Takes whatever is below 1e-12 for 0."""


# fails: condition-number
# %% solution="condition"
def cond(A):
    s = np.linalg.svd(A, compute_uv=False)
    return np.inf if s[-1] < 1e-12 else float(s[0] / s[-1])


def worst_case(A):
    U, _, _ = np.linalg.svd(A)
    return U[:, 0], U[:, -1]
