"""Does not look at the shapes, and NumPy stretches a single inclusion."""
# fails: sampling-refuses
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if np.any(inclusion <= 0):
        raise ValueError
    w = 1 / inclusion
    return np.sum(w * x) / np.sum(w)
