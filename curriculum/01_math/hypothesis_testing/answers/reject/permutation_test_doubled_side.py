"""Takes twice the smaller one-sided p-value as the two-sided one."""


# fails: permutation_test-two_sided, permutation_test-ties
# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng):
    pooled, n = np.concatenate([x, y]), len(x)
    observed = x.mean() - y.mean()
    differences = np.zeros(n_permutations)
    for i in range(n_permutations):
        dealt = rng.permutation(pooled)
        differences[i] = dealt[:n].mean() - dealt[n:].mean()
    upper = (differences >= observed - MARGIN).sum() + 1
    lower = (differences <= observed + MARGIN).sum() + 1
    return float(observed), float(min(1.0, 2 * min(upper, lower) / (n_permutations + 1)))
