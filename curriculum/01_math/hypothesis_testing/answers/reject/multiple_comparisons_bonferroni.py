"""Bonferroni for Holm: everybody pays the factor m."""


# fails: multiple_comparisons-holm
# %% solution="multiple_comparisons"
def holm(p):
    return np.minimum(len(p) * p, 1.0)


def benjamini_hochberg(p):
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    scaled = p[order] * m / np.arange(1, m + 1)
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return adjusted
