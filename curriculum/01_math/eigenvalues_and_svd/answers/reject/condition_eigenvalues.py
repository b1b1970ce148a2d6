"""The ratio of eigenvalues, which holds for symmetric matrices only."""


# fails: condition-number
# %% solution="condition"
def cond(A):
    A = np.asarray(A)
    if len(A) != A.shape[1]:
        return float(np.sqrt(np.linalg.cond(A.T @ A)))
    sizes = np.abs(np.linalg.eigvals(A))
    return float(sizes.max() / sizes.min()) if sizes.min() > 0 else np.inf


def worst_case(A):
    U, _, _ = np.linalg.svd(A)
    return U[:, 0], U[:, -1]
