"""The time to fall to 1/e instead of a half."""


# fails: eigen_power-memory
# %% solution="eigen_power"
def eigen_power(A, k):
    eigenvalues, V = np.linalg.eig(A)
    V_inverse = np.linalg.inv(V)
    if np.abs(V @ np.diag(eigenvalues) @ V_inverse - A).max() > 1e-6 * np.abs(A).max():
        raise np.linalg.LinAlgError("defective")
    return (V @ np.diag(eigenvalues**k) @ V_inverse).real


def half_life(P):
    return float(-1 / np.log(np.sort(np.abs(np.linalg.eigvals(P)))[-2]))
