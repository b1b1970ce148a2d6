"""Weights that add up to 1; a 0-d array comes out."""
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if x.shape != inclusion.shape:
        raise ValueError("shapes")
    if not np.all(inclusion > 0):
        raise ValueError("inclusion")
    w = inclusion.min() / inclusion
    w = w / w.sum()
    return np.array(np.sum(w * x))
