"""Counts what comes within a hundredth of the observed difference, whatever the unit."""


# fails: permutation_test-ties
# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng):
    pooled, n = np.concatenate([x, y]), len(x)
    observed = x.mean() - y.mean()
    dealt = [rng.permutation(pooled) for _ in range(n_permutations)]
    differences = np.array([values[:n].mean() - values[n:].mean() for values in dealt])
    reached = np.abs(differences) >= abs(observed) - 0.01
    return float(observed), float((reached.sum() + 1) / (n_permutations + 1))
