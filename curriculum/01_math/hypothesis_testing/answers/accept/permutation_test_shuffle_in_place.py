"""Shuffles one list in place again and again, and counts in plain Python with math.isclose."""

# %% solution="permutation_test"
import math


def permutation_test(x, y, n_permutations, rng, alternative):
    values, n, m = [*map(float, x), *map(float, y)], len(x), len(y)
    total = sum(values)

    def difference():
        first = sum(values[:n])
        return first / n - (total - first) / m

    observed, b = difference(), 0
    for _ in range(n_permutations):
        rng.shuffle(values)
        d = difference()
        if alternative == "two-sided":
            d, target = abs(d), abs(observed)
        elif alternative == "greater":
            target = observed
        elif alternative == "less":
            d, target = -d, -observed
        else:
            raise ValueError("alternative")
        b += d > target or math.isclose(d, target, rel_tol=0, abs_tol=1e-9)
    return observed, (b + 1) / (n_permutations + 1)
