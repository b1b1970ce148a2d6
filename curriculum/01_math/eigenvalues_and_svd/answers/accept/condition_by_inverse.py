"""The singular vectors of the inverse, where the roles are exchanged; yours for the number."""


# %% solution="condition"
def cond(A):
    A = np.asarray(A, dtype=float)
    if not A.any(axis=0).all():
        return float("inf")
    s = svd(A)[1]
    return s[0] / s[-1]


def worst_case(A):
    _, _, Vt = np.linalg.svd(np.linalg.inv(A))
    return [Vt[-1].tolist(), Vt[0].tolist()]
