"""Multiplies from the wrong sides."""


# fails: eigen_power-powers, eigen_power-notices_defects
# %% solution="eigen_power"
def eigen_power(A, k):
    eigenvalues, V = np.linalg.eig(A)
    V_inverse = np.linalg.inv(V)
    if np.abs(V @ np.diag(eigenvalues) @ V_inverse - A).max() > 1e-6 * np.abs(A).max():
        raise np.linalg.LinAlgError("defective")
    return (V_inverse @ np.diag(eigenvalues**k) @ V).real
