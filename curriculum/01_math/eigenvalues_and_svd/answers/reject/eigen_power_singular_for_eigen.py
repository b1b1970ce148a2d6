"""Takes singular values for eigenvalues."""


# fails: eigen_power-memory
# %% solution="eigen_power"
def eigen_power(A, k):
    eigenvalues, V = np.linalg.eig(A)
    V_inverse = np.linalg.inv(V)
    if np.abs(V @ np.diag(eigenvalues) @ V_inverse - A).max() > 1e-6 * np.abs(A).max():
        raise np.linalg.LinAlgError("defective")
    return (V @ np.diag(eigenvalues**k) @ V_inverse).real


def half_life(P):
    return float(np.log(0.5) / np.log(np.linalg.svd(P, compute_uv=False)[1]))
