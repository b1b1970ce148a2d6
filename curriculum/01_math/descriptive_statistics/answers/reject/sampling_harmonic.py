"""Takes x for the inclusion in the numerator: the harmonic mean, which never looks at x."""
# fails: sampling-estimate
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if x.shape != inclusion.shape or np.any(inclusion <= 0):
        raise ValueError
    w = 1 / inclusion
    return len(x) / np.sum(w)
