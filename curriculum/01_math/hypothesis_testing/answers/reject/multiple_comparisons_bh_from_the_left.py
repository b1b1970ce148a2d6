"""Benjamini-Hochberg with a running maximum from the smallest, as for Holm."""


# fails: multiple_comparisons-benjamini_hochberg
# %% solution="multiple_comparisons"
def holm(p):
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    adjusted[order] = np.maximum.accumulate(p[order] * np.arange(m, 0, -1))
    return np.minimum(adjusted, 1.0)


def benjamini_hochberg(p):
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    scaled = p[order] * m / np.arange(1, m + 1)
    adjusted[order] = np.minimum(np.maximum.accumulate(scaled), 1.0)
    return adjusted
