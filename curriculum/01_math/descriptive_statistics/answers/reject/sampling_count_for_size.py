"""Calls the number of observations the effective sample size."""
# fails: sampling-effective_size
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if x.shape != inclusion.shape or np.any(inclusion <= 0):
        raise ValueError
    return np.average(x, weights=1 / inclusion), float(len(x))
