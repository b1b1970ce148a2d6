"""Weights by the inclusion, which doubles the bias."""
# fails: sampling-estimate
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if x.shape != inclusion.shape or np.any(inclusion <= 0):
        raise ValueError
    return np.average(x, weights=inclusion)
