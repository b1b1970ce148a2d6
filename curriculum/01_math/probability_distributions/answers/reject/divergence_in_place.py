"""Normalises in place: counts that are floats already are the caller's own."""
# fails: divergence-entropy, divergence-divergence
# %% solution="divergence"
def entropy(counts):
    counts = np.asarray(counts, dtype=float)
    counts /= counts.sum()
    p = counts[counts > 0]
    return float(-np.sum(p * np.log(p)))


def kl_divergence(p_counts, q_counts):
    if p_counts.shape != q_counts.shape:
        raise ValueError("shapes differ")
    p, q = np.asarray(p_counts, dtype=float), np.asarray(q_counts, dtype=float)
    p /= p.sum()
    q /= q.sum()
    seen = p > 0
    if np.any(q[seen] == 0):
        return float("inf")
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))
