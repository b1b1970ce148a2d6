"""Drops the observations of inclusion 0 without a word."""
# fails: sampling-refuses
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if x.shape != inclusion.shape:
        raise ValueError
    x, w = x[inclusion > 0], 1 / inclusion[inclusion > 0]
    return w @ x / w.sum()
