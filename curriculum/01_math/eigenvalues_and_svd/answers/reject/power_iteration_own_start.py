"""Starts from a vector of its own."""


# fails: power_iteration-finds_dominant, power_iteration-gives_up
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    v = np.random.default_rng(0).normal(size=len(A))
    for _ in range(max_steps):
        v = v / np.linalg.norm(v)
        w = A @ v
        eigenvalue = v @ w
        if np.linalg.norm(w - eigenvalue * v) <= tol * np.linalg.norm(w):
            return float(eigenvalue), v
        v = w
    raise np.linalg.LinAlgError
