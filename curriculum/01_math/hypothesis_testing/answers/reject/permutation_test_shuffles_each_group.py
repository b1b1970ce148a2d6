"""Shuffles the values inside each group, so the means never change."""


# fails: permutation_test-two_sided, permutation_test-sides_and_ties, permutation_test-generator
# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng, alternative):
    pooled, n = np.concatenate([x, y]), len(x)
    observed = x.mean() - y.mean()
    differences = np.zeros(n_permutations)
    for i in range(n_permutations):
        differences[i] = rng.permutation(x).mean() - rng.permutation(y).mean()
    if alternative == "greater":
        reached = differences >= observed - MARGIN
    elif alternative == "less":
        reached = differences <= observed + MARGIN
    elif alternative == "two-sided":
        reached = np.abs(differences) >= abs(observed) - MARGIN
    else:
        raise ValueError("unknown alternative")
    return float(observed), float((reached.sum() + 1) / (n_permutations + 1))
