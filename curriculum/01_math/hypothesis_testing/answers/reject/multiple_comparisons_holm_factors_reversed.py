"""Holm with the factors in the wrong order: the smallest pays least."""


# fails: multiple_comparisons-holm
# %% solution="multiple_comparisons"
def holm(p):
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    adjusted[order] = np.maximum.accumulate(p[order] * np.arange(1, m + 1))
    return np.minimum(adjusted, 1.0)


def benjamini_hochberg(p):
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    scaled = p[order] * m / np.arange(1, m + 1)
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return adjusted
