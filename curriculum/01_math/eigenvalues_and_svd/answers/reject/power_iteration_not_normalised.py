"""Never brings the vector to length 1 on the way: overflows, or vanishes."""


# fails: power_iteration-finds_dominant, power_iteration-stops_in_time
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    v = np.array(v, dtype=float)
    for _ in range(max_steps):
        w = A @ v
        eigenvalue = v @ w / (v @ v)
        if np.linalg.norm(w - eigenvalue * v) <= tol * np.linalg.norm(w):
            return float(eigenvalue), v / np.linalg.norm(v)
        v = w
    raise np.linalg.LinAlgError
