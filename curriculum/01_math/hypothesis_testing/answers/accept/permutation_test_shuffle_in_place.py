"""Shuffles one list in place again and again, and counts in plain Python with math.isclose."""

# %% solution="permutation_test"
import math


def permutation_test(x, y, n_permutations, rng):
    values, n, m = [*map(float, x), *map(float, y)], len(x), len(y)
    total = sum(values)

    def difference():
        first = sum(values[:n])
        return first / n - (total - first) / m

    observed, b = difference(), 0
    for _ in range(n_permutations):
        rng.shuffle(values)
        d = abs(difference())
        b += d > abs(observed) or math.isclose(d, abs(observed), rel_tol=0, abs_tol=1e-9)
    return observed, (b + 1) / (n_permutations + 1)
