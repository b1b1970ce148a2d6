"""Asks for an error below the limit where 'at most' was said."""


# fails: compress-smallest_rank
# %% solution="compress"
def compress(A, k):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k]


def smallest_rank(s, max_error):
    for k in range(len(s) + 1):
        if np.linalg.norm(s[k:]) < max_error * np.linalg.norm(s):
            return k
    return len(s)
