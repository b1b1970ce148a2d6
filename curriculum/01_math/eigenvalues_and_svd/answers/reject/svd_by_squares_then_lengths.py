"""The eigenvectors of A.T @ A, but the lengths of A v: the small directions are mixed up."""


# fails: svd-small_singular_values
# %% solution="svd"
def svd(A):
    V = np.linalg.eigh(A.T @ A)[1]
    W = A @ V
    s = np.linalg.norm(W, axis=0)
    order = np.argsort(-s)
    return W[:, order] / s[order], s[order], V[:, order].T
