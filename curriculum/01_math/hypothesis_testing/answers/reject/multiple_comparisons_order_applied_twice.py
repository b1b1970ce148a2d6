"""Both pick by order once more, instead of undoing it."""


# fails: multiple_comparisons-holm, multiple_comparisons-benjamini_hochberg
# %% solution="multiple_comparisons"
def holm(p):
    order = np.argsort(p)
    adjusted = np.minimum(np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)), 1.0)
    return adjusted[order]


def benjamini_hochberg(p):
    order = np.argsort(p)
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    return np.minimum.accumulate(scaled[::-1])[::-1][order]
