"""Drops the letters that q calls impossible."""
# fails: divergence-zeros
# %% solution="divergence"
def entropy(counts):
    p = counts[counts > 0] / counts.sum()
    return float(-np.sum(p * np.log(p)))


def kl_divergence(p_counts, q_counts):
    if p_counts.shape != q_counts.shape:
        raise ValueError("shapes differ")
    seen = (p_counts > 0) & (q_counts > 0)
    p, q = p_counts[seen] / p_counts.sum(), q_counts[seen] / q_counts.sum()
    if np.any(q == 0):
        return float("inf")
    return float(np.sum(p * np.log(p / q)))
