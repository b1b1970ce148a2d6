"""Takes one step more than is allowed."""


# fails: power_iteration-gives_up
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):
    for _ in range(max_steps + 1):
        v = v / np.linalg.norm(v)
        w = A @ v
        eigenvalue = float(v @ w)
        if np.linalg.norm(w - eigenvalue * v) <= tol * np.linalg.norm(w):
            return eigenvalue, v
        v = w
    raise np.linalg.LinAlgError("no convergence")
