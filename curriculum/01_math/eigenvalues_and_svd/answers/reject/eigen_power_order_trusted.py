"""Trusts that eig gives the largest eigenvalue first."""


# fails: eigen_power-memory
# %% solution="eigen_power"
def eigen_power(A, k):
    eigenvalues, V = np.linalg.eig(A)
    V_inverse = np.linalg.inv(V)
    if np.abs(V @ np.diag(eigenvalues) @ V_inverse - A).max() > 1e-6 * np.abs(A).max():
        raise np.linalg.LinAlgError("defective")
    return (V @ np.diag(eigenvalues**k) @ V_inverse).real


def half_life(P):
    second = np.abs(np.linalg.eigvals(P))[1]
    with np.errstate(all="ignore"):
        return float(np.log(0.5) / np.log(second))
