"""Holm without the running maximum: a larger p may get a smaller adjusted one."""


# fails: multiple_comparisons-holm
# %% solution="multiple_comparisons"
def holm(p):
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    adjusted[order] = p[order] * np.arange(m, 0, -1)
    return np.minimum(adjusted, 1.0)


def benjamini_hochberg(p):
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    scaled = p[order] * m / np.arange(1, m + 1)
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return adjusted
