"""Deals all permutations at once by sorting random keys; a dict of comparisons; returns an array."""


# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng, alternative):
    if alternative not in ("less", "greater", "two-sided"):
        raise ValueError(alternative)
    values = np.append(x, y)
    dealt = values[rng.random((n_permutations, len(values))).argsort(axis=1)]
    d = dealt[:, : len(x)].mean(axis=1) - dealt[:, len(x) :].mean(axis=1)
    d0 = np.mean(x) - np.mean(y)
    gaps = {"less": d0 - d, "greater": d - d0, "two-sided": np.abs(d) - np.abs(d0)}[alternative]
    b = np.count_nonzero(gaps >= -MARGIN)
    return np.array([d0, (1 + b) / (1 + n_permutations)])
