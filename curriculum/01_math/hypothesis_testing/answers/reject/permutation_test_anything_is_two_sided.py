"""Treats every unknown alternative as two-sided."""


# fails: permutation_test-sides_and_ties
# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng, alternative):
    pooled, n = np.concatenate([x, y]), len(x)
    observed = x.mean() - y.mean()
    differences = np.zeros(n_permutations)
    for i in range(n_permutations):
        dealt = rng.permutation(pooled)
        differences[i] = dealt[:n].mean() - dealt[n:].mean()
    if alternative == "greater":
        reached = differences >= observed - MARGIN
    elif alternative == "less":
        reached = differences <= observed + MARGIN
    else:
        reached = np.abs(differences) >= abs(observed) - MARGIN
    return float(observed), float((reached.sum() + 1) / (n_permutations + 1))
