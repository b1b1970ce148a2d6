"""Shuffles the values inside each group, so the means never change."""


# fails: permutation_test-two_sided, permutation_test-ties, permutation_test-generator
# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng):
    pooled, n = np.concatenate([x, y]), len(x)
    observed = x.mean() - y.mean()
    differences = np.zeros(n_permutations)
    for i in range(n_permutations):
        differences[i] = rng.permutation(x).mean() - rng.permutation(y).mean()
    reached = np.abs(differences) >= abs(observed) - MARGIN
    return float(observed), float((reached.sum() + 1) / (n_permutations + 1))
