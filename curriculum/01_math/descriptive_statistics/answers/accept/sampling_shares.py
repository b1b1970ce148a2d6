"""Weights that add up to 1, and the effective size as one over their squares."""
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if x.shape != inclusion.shape:
        raise ValueError("shapes")
    if not np.all(inclusion > 0):
        raise ValueError("inclusion")
    w = inclusion.min() / inclusion
    w = w / w.sum()
    return np.array([np.sum(w * x), 1 / np.sum(w**2)])
