"""Solves with V transposed instead of inverting it."""


# %% solution="eigen_power"
def eigen_power(A, k):
    values, V = np.linalg.eig(np.array(A) + 0j)
    back = np.linalg.solve(V.T, (V * values).T).T
    if not np.abs(back - A).max() <= 1e-6 * np.abs(A).max():
        raise np.linalg.LinAlgError("defective")
    return np.linalg.solve(V.T, (V * values**k).T).T.real.tolist()
