"""Deals all permutations at once by sorting random keys; returns an array."""


# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng):
    values = np.append(x, y)
    dealt = values[rng.random((n_permutations, len(values))).argsort(axis=1)]
    d = dealt[:, : len(x)].mean(axis=1) - dealt[:, len(x) :].mean(axis=1)
    d0 = np.mean(x) - np.mean(y)
    b = np.count_nonzero(np.abs(d) - np.abs(d0) >= -MARGIN)
    return np.array([d0, (1 + b) / (1 + n_permutations)])
