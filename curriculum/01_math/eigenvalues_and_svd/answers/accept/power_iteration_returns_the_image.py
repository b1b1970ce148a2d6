"""Returns the image, brought to length 1, which is one step further on."""


# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    for _ in range(max_steps):
        v = v / np.sqrt(np.sum(v**2))
        image = A @ v
        eigenvalue = image @ v
        size = np.linalg.norm(image)
        if np.linalg.norm(image - eigenvalue * v) <= tol * size:
            return eigenvalue, image / size if size else v
        v = image
    raise np.linalg.LinAlgError("no convergence")
