"""Does not look whether A comes back."""


# fails: eigen_power-notices_defects
# %% solution="eigen_power"
def eigen_power(A, k):
    eigenvalues, V = np.linalg.eig(A)
    return (V @ np.diag(eigenvalues**k) @ np.linalg.inv(V)).real


def half_life(P):
    sizes = np.sort(np.abs(np.linalg.eigvals(P)))
    return float(np.log(0.5) / np.log(sizes[-2]))
