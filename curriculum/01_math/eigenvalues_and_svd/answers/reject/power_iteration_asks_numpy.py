"""Leaves the work to numpy."""


# fails: power_iteration-finds_dominant, power_iteration-stops_in_time, power_iteration-gives_up
# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):

    eigenvalues, V = np.linalg.eig(A)
    i = np.argmax(np.abs(eigenvalues))
    return float(eigenvalues[i].real), V[:, i].real
