"""Swaps the arguments: weights by q."""
# fails: divergence-divergence, divergence-zeros
# %% solution="divergence"
def entropy(counts):
    p = counts[counts > 0] / counts.sum()
    return float(-np.sum(p * np.log(p)))


def kl_divergence(p_counts, q_counts):
    if p_counts.shape != q_counts.shape:
        raise ValueError("shapes differ")
    seen = q_counts > 0
    p, q = p_counts[seen] / p_counts.sum(), q_counts[seen] / q_counts.sum()
    if np.any(p == 0):
        return float("inf")
    return float(np.sum(q * np.log(q / p)))
