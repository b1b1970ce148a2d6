"""Leaves out singular values that are 0, and calls a singular matrix harmless."""


# fails: condition-number
# %% solution="condition"
def cond(A):
    s = np.linalg.svd(A, compute_uv=False)
    s = s[s > 0]
    return float(s[0] / s[-1]) if len(s) else np.inf


def worst_case(A):
    U, _, _ = np.linalg.svd(A)
    return U[:, 0], U[:, -1]
