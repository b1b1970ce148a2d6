"""Each factor takes the square root of the singular values."""


# %% solution="compress"
def compress(A, k):
    U, s, Vt = scipy.linalg.svd(A, full_matrices=False)
    roots = np.sqrt(s[:k])
    return (U[:, :k] * roots, roots[:, None] * Vt[:k])
