"""Stops when the eigenvalue changes no more: the vector has half of the digits."""


# fails: power_iteration-finds_dominant, power_iteration-stops_in_time, power_iteration-gives_up
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    old = np.inf
    for _ in range(max_steps):
        v = v / np.linalg.norm(v)
        w = A @ v
        eigenvalue = v @ w
        if abs(eigenvalue - old) <= tol * abs(eigenvalue):
            return float(eigenvalue), v
        old = eigenvalue
        v = w if w.any() else v
    raise np.linalg.LinAlgError
