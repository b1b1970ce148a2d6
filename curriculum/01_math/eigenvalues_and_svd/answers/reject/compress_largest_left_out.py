"""Compares only the largest singular value that is left out, as for the spectral norm."""


# fails: compress-smallest_rank
# %% solution="compress"
def compress(A, k):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k]


def smallest_rank(s, max_error):
    for k in range(len(s)):
        if s[k] <= max_error * s[0]:
            return k
    return len(s)
