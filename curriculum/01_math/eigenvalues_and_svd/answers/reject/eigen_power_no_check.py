"""Does not look whether A comes back."""


# fails: eigen_power-notices_defects
# %% solution="eigen_power"
def eigen_power(A, k):
    eigenvalues, V = np.linalg.eig(A)
    return (V @ np.diag(eigenvalues**k) @ np.linalg.inv(V)).real
