"""Eigenvectors of A A.T: at these sizes the lost digits do not matter."""


# %% solution="compress"
def compress(A, k):
    basis = np.linalg.eigh(A @ A.T)[1][:, ::-1][:, :k]
    return basis, basis.T @ A
