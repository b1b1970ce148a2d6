"""Takes repeated eigenvalues for the sign of a defect."""


# fails: eigen_power-powers, eigen_power-notices_defects
# %% solution="eigen_power"
def eigen_power(A, k):
    eigenvalues, V = np.linalg.eig(A)
    V_inverse = np.linalg.inv(V)
    if len(set(eigenvalues.round(9))) < len(A):
        raise np.linalg.LinAlgError("defective")
    return (V @ np.diag(eigenvalues**k) @ V_inverse).real
