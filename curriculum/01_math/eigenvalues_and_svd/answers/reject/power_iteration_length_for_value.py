"""Takes the length of A v for the eigenvalue, which loses the sign."""


# fails: power_iteration-finds_dominant, power_iteration-stops_in_time
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    for _ in range(max_steps):
        v = v / np.linalg.norm(v)
        w = A @ v
        eigenvalue = np.linalg.norm(w)
        if np.linalg.norm(w - (v @ w) * v) <= tol * np.linalg.norm(w):
            return eigenvalue, v
        v = w
    raise np.linalg.LinAlgError
