"""numpy's own number; the directions from the eigenvectors of A A.T."""


# %% solution="condition"
def cond(A):
    return np.linalg.cond(A)


def worst_case(A):
    _, Q = np.linalg.eigh(A @ A.T)
    return -Q[:, -1], Q[:, 0]
