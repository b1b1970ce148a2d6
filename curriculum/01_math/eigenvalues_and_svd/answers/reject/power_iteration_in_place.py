"""Normalises the caller's vector."""


# fails: power_iteration-stops_in_time
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    for _ in range(max_steps):
        if v.dtype != float:
            v = v.astype(float)
        v /= np.linalg.norm(v)
        w = A @ v
        eigenvalue = v @ w
        if np.linalg.norm(w - eigenvalue * v) <= tol * np.linalg.norm(w):
            return float(eigenvalue), v
        v = w
    raise np.linalg.LinAlgError
