"""Keeps the summed axis: an array of one number, not a number."""
# fails: divergence-entropy
# %% solution="divergence"
def entropy(counts):
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log(p), keepdims=True)


def kl_divergence(p_counts, q_counts):
    if p_counts.shape != q_counts.shape:
        raise ValueError("shapes differ")
    seen = p_counts > 0
    p, q = p_counts[seen] / p_counts.sum(), q_counts[seen] / q_counts.sum()
    if np.any(q == 0):
        return float("inf")
    return float(np.sum(p * np.log(p / q)))
