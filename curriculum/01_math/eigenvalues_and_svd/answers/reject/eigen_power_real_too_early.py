"""Drops the imaginary parts of the factors instead of those of the product."""


# fails: eigen_power-powers
# %% solution="eigen_power"
def eigen_power(A, k):
    eigenvalues, V = np.linalg.eig(A)
    V_inverse = np.linalg.inv(V)
    if np.abs(V @ np.diag(eigenvalues) @ V_inverse - A).max() > 1e-6 * np.abs(A).max():
        raise np.linalg.LinAlgError("defective")
    return V.real @ np.diag(eigenvalues.real**k) @ V_inverse.real
