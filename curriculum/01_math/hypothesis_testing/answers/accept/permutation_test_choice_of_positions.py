"""Chooses the positions of the first group without replacement; rng.permuted is not needed."""


# %% solution="permutation_test"
def permutation_test(x, y, n_permutations, rng, alternative):
    pooled = np.concatenate((x, y))
    observed = np.mean(x) - np.mean(y)
    if alternative == "less":
        sign, fold = -1.0, lambda d: d
    elif alternative == "greater":
        sign, fold = 1.0, lambda d: d
    elif alternative == "two-sided":
        sign, fold = 1.0, abs
    else:
        raise ValueError("no such alternative")
    count = 1
    for _ in range(n_permutations):
        tagged = np.zeros(len(pooled), dtype=bool)
        tagged[rng.choice(len(pooled), size=len(x), replace=False)] = True
        d = pooled[tagged].mean() - pooled[~tagged].mean()
        if fold(sign * d) + 1e-9 >= fold(sign * observed):
            count += 1
    return observed, count / (n_permutations + 1)
