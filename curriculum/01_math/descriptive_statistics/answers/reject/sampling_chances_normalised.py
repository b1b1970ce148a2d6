"""Makes the chances add up to 1 and divides by n twice, as if drawn from the sample."""
# fails: sampling-estimate
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if x.shape != inclusion.shape or np.any(inclusion <= 0):
        raise ValueError
    pi = inclusion / inclusion.sum()
    w = 1 / pi
    return np.mean(x * w) / len(x)
