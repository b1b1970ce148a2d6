"""One over the determinant."""


# fails: condition-number
# %% solution="condition"
def cond(A):
    A = np.asarray(A)
    size = np.sqrt(np.linalg.det(A.T @ A))
    return float(1 / size) if size > 0 else np.inf


def worst_case(A):
    U, _, _ = np.linalg.svd(A)
    return U[:, 0], U[:, -1]
