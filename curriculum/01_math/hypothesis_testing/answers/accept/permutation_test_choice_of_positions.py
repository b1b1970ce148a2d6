"""Chooses the positions of the first group without replacement; rng.permuted is not needed."""


# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng):
    pooled = np.concatenate((x, y))
    observed = np.mean(x) - np.mean(y)
    count = 1
    for _ in range(n_permutations):
        tagged = np.zeros(len(pooled), dtype=bool)
        tagged[rng.choice(len(pooled), size=len(x), replace=False)] = True
        if abs(pooled[tagged].mean() - pooled[~tagged].mean()) + 1e-9 >= abs(observed):
            count += 1
    return observed, count / (n_permutations + 1)
