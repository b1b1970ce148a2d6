"""A sum of n parts, each an eigenvalue's power times an outer product."""


# %% solution="eigen_power"
def eigen_power(A, k):
    eigenvalues, V = scipy.linalg.eig(np.asarray(A, dtype=float))
    rows = np.linalg.inv(V)
    parts = [np.outer(V[:, i], rows[i]) for i in range(len(A))]
    back = sum(value * part for value, part in zip(eigenvalues, parts))
    if np.max(np.abs(A - back)) > 1e-6 * np.max(np.abs(A)):
        raise np.linalg.LinAlgError
    return np.real(sum(value**k * part for value, part in zip(eigenvalues, parts)))
