"""Multiplies first, normalises before the loop, and returns 0-d and negated results."""


# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):
    unit = np.asarray(v, dtype=float) / np.sqrt(np.dot(v, v))
    for step in range(max_steps):
        eigenvalue = np.einsum("i,ij,j", unit, A, unit)
        image = np.dot(A, unit)
        residual = image - eigenvalue * unit
        if np.sqrt(residual @ residual) <= tol * np.sqrt(image @ image):
            return [np.array(eigenvalue), -unit]
        unit = image / np.linalg.norm(image)
    raise np.linalg.LinAlgError("not converged")
