"""Forgets to square the sum of the weights."""
# fails: sampling-effective_size
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if x.shape != inclusion.shape or np.any(inclusion <= 0):
        raise ValueError
    w = 1 / inclusion
    return w @ x / w.sum(), w.sum() / (w @ w)
