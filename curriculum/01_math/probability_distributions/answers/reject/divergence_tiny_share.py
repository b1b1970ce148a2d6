"""Takes a share below 1e-9 for one that never occurs, also where q calls it impossible."""
# fails: divergence-zeros
# %% solution="divergence"
def entropy(counts):
    p = counts[counts > 0] / counts.sum()
    return float(-np.sum(p * np.log(p)))


def kl_divergence(p_counts, q_counts):
    if p_counts.shape != q_counts.shape:
        raise ValueError("shapes differ")
    p, q = p_counts / p_counts.sum(), q_counts / q_counts.sum()
    seen = p > 1e-9
    if np.any(q[seen] == 0):
        return float("inf")
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
