"""Stops when the vector changes no more: never, if the eigenvalue is negative."""


# fails: power_iteration-finds_dominant, power_iteration-stops_in_time
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    v = v / np.linalg.norm(v)
    for _ in range(max_steps):
        w = A @ v
        if not w.any():
            return 0.0, v
        w = w / np.linalg.norm(w)
        if np.linalg.norm(w - v) <= tol:
            return float(w @ A @ w), w
        v = w
    raise np.linalg.LinAlgError
