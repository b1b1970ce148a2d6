"""Returns right singular vectors: those live among the solutions."""


# fails: condition-worst_case
# %% solution="condition"
def cond(A):
    s = np.linalg.svd(A, compute_uv=False)
    return float(s[0] / s[-1]) if s[-1] > 0 else np.inf


def worst_case(A):
    _, _, Vt = np.linalg.svd(A)
    return Vt[0], Vt[-1]
