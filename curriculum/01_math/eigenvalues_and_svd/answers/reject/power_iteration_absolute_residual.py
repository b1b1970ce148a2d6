"""Compares the residual with tol alone: small matrices stop at once, large ones never."""


# fails: power_iteration-finds_dominant
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    for _ in range(max_steps):
        v = v / np.linalg.norm(v)
        w = A @ v
        eigenvalue = v @ w
        if np.linalg.norm(w - eigenvalue * v) <= tol:
            return float(eigenvalue), v
        v = w
    raise np.linalg.LinAlgError
