"""Returns the last vector where it should give up."""


# fails: power_iteration-gives_up
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    for _ in range(max_steps):
        v = v / np.linalg.norm(v)
        w = A @ v
        eigenvalue = v @ w
        if np.linalg.norm(w - eigenvalue * v) <= tol * np.linalg.norm(w):
            break
        v = w
    return float(eigenvalue), v / np.linalg.norm(v)
