"""Takes tied p-values apart by unique values: the ranks shrink."""


# fails: multiple_comparisons-benjamini_hochberg
# %% solution="multiple_comparisons"
def holm(p):
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    adjusted[order] = np.maximum.accumulate(p[order] * np.arange(m, 0, -1))
    return np.minimum(adjusted, 1.0)


def benjamini_hochberg(p):
    values, inverse = np.unique(p, return_inverse=True)
    scaled = values * len(p) / np.arange(1, len(values) + 1)
    return np.minimum(np.minimum.accumulate(scaled[::-1])[::-1][inverse], 1.0)
