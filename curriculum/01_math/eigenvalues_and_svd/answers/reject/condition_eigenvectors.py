"""Takes eigenvectors of A."""


# fails: condition-worst_case
# %% solution="condition"
def cond(A):
    s = np.linalg.svd(A, compute_uv=False)
    return float(s[0] / s[-1]) if s[-1] > 0 else np.inf


def worst_case(A):
    values, V = np.linalg.eig(A)
    order = np.argsort(np.abs(values))
    vectors = V.real / np.linalg.norm(V.real, axis=0)
    return vectors[:, order[-1]], vectors[:, order[0]]
