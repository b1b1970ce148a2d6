"""Benjamini-Hochberg without the running minimum."""


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
    adjusted[order] = scaled
    return adjusted
