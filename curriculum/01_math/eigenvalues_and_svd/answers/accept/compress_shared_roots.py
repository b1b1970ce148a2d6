"""Each factor takes the square root of the singular values; the rank by cumulative sums."""


# %% solution="compress"
def compress(A, k):
    U, s, Vt = scipy.linalg.svd(A, full_matrices=False)
    roots = np.sqrt(s[:k])
    return (U[:, :k] * roots, roots[:, None] * Vt[:k])


def smallest_rank(s, max_error):
    left_out = np.append(np.sqrt(np.cumsum(s[::-1] ** 2))[::-1], 0.0)
    return int(np.argmax(left_out <= max_error * left_out[0]))
