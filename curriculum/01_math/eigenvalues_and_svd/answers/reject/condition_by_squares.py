"""By the eigenvalues of A.T @ A, which have lost half of the digits."""


# fails: condition-number
# %% solution="condition"
def cond(A):
    A = np.asarray(A)
    s = np.sqrt(np.abs(np.linalg.eigvalsh(A.T @ A)[::-1]))
    return float(s[0] / s[-1]) if s[-1] else np.inf


def worst_case(A):
    U, _, _ = np.linalg.svd(A)
    return U[:, 0], U[:, -1]
