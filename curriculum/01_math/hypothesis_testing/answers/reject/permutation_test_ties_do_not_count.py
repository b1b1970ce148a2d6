"""Counts only shuffles that are strictly more extreme."""


# fails: permutation_test-two_sided, permutation_test-ties
# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng):
    pooled, n = np.concatenate([x, y]), len(x)
    observed = x.mean() - y.mean()
    differences = np.zeros(n_permutations)
    for i in range(n_permutations):
        dealt = rng.permutation(pooled)
        differences[i] = dealt[:n].mean() - dealt[n:].mean()
    reached = np.abs(differences) > abs(observed) + MARGIN
    return float(observed), float((reached.sum() + 1) / (n_permutations + 1))
