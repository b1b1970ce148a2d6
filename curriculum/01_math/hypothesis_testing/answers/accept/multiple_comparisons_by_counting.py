"""No sorting: the definitions, with ranks by counting, in tables of m by m."""


# %% solution="multiple_comparisons"
def holm(p):
    smaller = np.array([np.sum(p < q) for q in p])
    scaled = (len(p) - smaller) * p
    return np.array([min(1.0, scaled[p <= q].max()) for q in p])


def benjamini_hochberg(p):
    at_most = np.array([np.sum(p <= q) for q in p])
    scaled = len(p) / at_most * p
    return np.array([scaled[p >= q].min() for q in p])
