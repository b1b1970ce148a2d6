"""The textbook's way, by the eigenvalues of A.T @ A."""


# fails: svd-small_singular_values
# %% solution="svd"
def svd(A):
    squares, V = np.linalg.eigh(A.T @ A)
    s, V = np.sqrt(np.abs(squares[::-1])), V[:, ::-1]
    return A @ V / s, s, V.T
