"""Adds a little to every share, so that nothing is infinite."""
# fails: divergence-zeros
# %% solution="divergence"
def entropy(counts):
    p = counts[counts > 0] / counts.sum()
    return float(-np.sum(p * np.log(p)))


def kl_divergence(p_counts, q_counts):
    if p_counts.shape != q_counts.shape:
        raise ValueError("shapes differ")
    p, q = p_counts / p_counts.sum() + 1e-12, q_counts / q_counts.sum() + 1e-12
    return float(np.sum(p * np.log(p / q)))
