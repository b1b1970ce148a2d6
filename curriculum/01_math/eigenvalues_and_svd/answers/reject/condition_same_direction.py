"""Nudges along b itself, which is never magnified."""


# fails: condition-worst_case
# %% solution="condition"
def cond(A):
    s = np.linalg.svd(A, compute_uv=False)
    return float(s[0] / s[-1]) if s[-1] > 0 else np.inf


def worst_case(A):
    U, _, _ = np.linalg.svd(A)
    return U[:, 0], U[:, 0]
