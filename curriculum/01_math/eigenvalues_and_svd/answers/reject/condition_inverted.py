"""The smallest singular value over the largest."""


# fails: condition-number
# %% solution="condition"
def cond(A):
    s = np.linalg.svd(A, compute_uv=False)
    return float(s[-1] / s[0]) if s[-1] > 0 else np.inf


def worst_case(A):
    U, _, _ = np.linalg.svd(A)
    return U[:, 0], U[:, -1]
