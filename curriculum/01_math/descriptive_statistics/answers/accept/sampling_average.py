"""np.average with weights, after a comparison of the lengths."""
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if len(x) != len(inclusion) or min(inclusion) <= 0:
        raise ValueError("one positive inclusion for each value")
    return np.average(x, weights=1 / inclusion)
