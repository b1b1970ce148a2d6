"""SciPy's entr and rel_entr know the conventions at 0."""
# %% solution="divergence"
def entropy(counts):
    from scipy.special import entr

    return entr(counts / counts.sum()).sum()


def kl_divergence(p_counts, q_counts):
    from scipy.special import rel_entr

    if np.shape(p_counts) != np.shape(q_counts):
        raise ValueError("shapes differ")
    return rel_entr(p_counts / p_counts.sum(), q_counts / q_counts.sum()).sum()
