"""Divides by n, right only for exact chances with mean weight 1."""
# fails: sampling-estimate
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if x.shape != inclusion.shape or np.any(inclusion <= 0):
        raise ValueError
    w = 1 / inclusion
    return np.sum(x * w) / len(x)
