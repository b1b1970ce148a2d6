# ---
# title: Hypothesis testing
# minutes: 120
# difficulty: 2
# prerequisites: [probability_distributions, bayesian_inference, descriptive_statistics]
# summary: Write the tests, intervals and corrections behind an A/B test, measure how peeking ruins one, and build the one that peeking cannot ruin.
# proves:
#   stats.hypothesis_testing: [permutation_test, welch_test, bootstrap, power, multiple_comparisons, peeking, ab_test]
# ---

# %% [markdown]
# # Hypothesis testing
#
# A web shop shows half of its visitors the page as it is (**A**) and the other half a new one (**B**), for 28 days.
# Every morning a dashboard shows the p-value, a number that is small when the pages seem to differ. As soon as it
# falls below 0.05 the team declares a difference and keeps the page that is ahead. In the last forty experiments that
# happened in eleven: five times B was ahead, six times A. Only the revenue does not move.
#
# Here is one of B's five wins. **Predict before you run:** how many of the eleven differences are real?

# %% locked="imports"
import sys
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import NamedTuple
from unittest.mock import patch

import matplotlib.pyplot as plt
import numpy as np
from scipy import stats
from scipy.special import ndtr
from sklearn.datasets import load_breast_cancer, load_diabetes
from statsmodels.stats import multitest, proportion

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6B7280"
plt.rcParams.update(
    {
        "figure.dpi": 110,
        "font.size": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "legend.frameon": False,
        "figure.constrained_layout.use": True,
    }
)


# %% locked="two_proportion_p"
def two_proportion_p(k_a, n_a, k_b, n_b):
    """Return the two-sided p-value for k_a successes among n_a visitors of A and k_b among n_b of B.

    Numbers or arrays, which broadcast. Section 4 says where the formula comes from.
    """
    k_a, n_a, k_b, n_b = (np.asarray(count, dtype=float) for count in (k_a, n_a, k_b, n_b))
    pooled = (k_a + k_b) / (n_a + n_b)
    variance = pooled * (1 - pooled) * (1 / n_a + 1 / n_b)
    z = np.divide(k_b / n_b - k_a / n_a, np.sqrt(variance), out=np.zeros(variance.shape), where=variance > 0)
    return 2 * ndtr(-np.abs(z))


# %% locked="archive"
rng = np.random.default_rng(1)
archive_a = rng.binomial(300, 0.10, size=(40, 28)).cumsum(axis=1)  # sign-ups so far, 300 visitors a day
archive_b = rng.binomial(300, 0.10, size=(40, 28)).cumsum(axis=1)
days = np.arange(1, 29)
archive_p = two_proportion_p(archive_a, 300 * days, archive_b, 300 * days)

# %%
decided = (archive_p < 0.05).any(axis=1)
print(f"a difference declared (p < 0.05 on some day): {decided.sum()} of 40")

path = archive_p[38]
first = days[path < 0.05][0]
_, ax = plt.subplots(figsize=(7.5, 3.6))
ax.plot(days, path, color=BLUE, marker="o", markersize=4)
ax.plot(first, path[first - 1], "o", color=ORANGE)
ax.text(first - 0.4, path[first - 1], "decided here", color=ORANGE, ha="right", va="top")
ax.axhline(0.05, color=ORANGE, linestyle="--")
ax.set(
    xlabel="day of the experiment",
    ylabel="p-value of all visitors so far",
    yscale="log",
    title=f"Experiment 39: B is ahead, and significant on day {first}",
)
ax.set_yticks([0.01, 0.05, 0.1, 0.5, 1.0], ["0.01", "0.05", "0.1", "0.5", "1"])
plt.show()

# %% [markdown]
# Now read the cell `archive` above. The visitors are made, and both pages convert 10 % of them: in all forty
# experiments **B is a copy of A**. Nobody cheated, the formula of the p-value is right, and an error rate of 5 % was
# promised: two in forty. Where do eleven come from? At the end you know, and own an A/B test that does not produce
# them.
#
# **You will be able to**
#
# 1. test a difference by shuffling labels and by Welch's t-test;
# 2. put an interval around any statistic by the bootstrap;
# 3. find the sample size that an effect needs, and check its power by simulation;
# 4. correct for many questions (Holm, Benjamini–Hochberg) and for many looks;
# 5. run an A/B test from its design to the decision.
#
# **Before this:** [Probability distributions](../probability_distributions/probability_distributions.ipynb),
# [Bayesian inference](../bayesian_inference/bayesian_inference.ipynb),
# [Descriptive statistics](../descriptive_statistics/descriptive_statistics.ipynb). **Not here:** broken splits,
# and tests that adapt while they run (*Online experiments*, module 4).
#
# **Data.** The 442 patients of *Least Angle Regression* (Efron et al., 2004) and the 569 tumours of *Breast Cancer
# Wisconsin (Diagnostic)* (UCI, CC BY 4.0), both from scikit-learn (BSD licence). All visitors are made, in cells that
# you can read.

# %% [markdown]
# ### Warm-up
#
# 1. A page converts $\theta$ = 10 % of its visitors. What is the standard error of the observed rate of 400
#    visitors?
#
# <details><summary>Answer</summary>
#
# One visitor is a Bernoulli variable with variance $\theta(1-\theta) = 0.09$, so $\sqrt{0.09/400} = 0.015$: one and
# a half percentage points.
# </details>
#
# 2. What does the central limit theorem say about the *difference* of two independent means?
#
# <details><summary>Answer</summary>
#
# It is nearly normal too, with the variances added:
# $\operatorname{Var}[\bar x - \bar y] = \sigma_x^2/n + \sigma_y^2/m$.
# </details>
#
# 3. One idea in ten works. A test finds a working idea with probability 0.8, and mistakes a useless one for a
#    working one with probability 0.05. Which share of the ideas that pass is useless?
#
# <details><summary>Answer</summary>
#
# Of 1000 ideas 100 work and 80 of them pass; of the 900 others 45 pass. So $45/125 = 36\,\%$. Bayes' rule: a
# significance level of 5 % is not a share of 5 % of false discoveries.
# </details>

# %% [markdown]
# ## 1 · Shuffle the labels
#
# Of the 442 patients, 52 are 65 or older. A year later the score of their disease's progression was 27 points higher
# than that of the younger, on average. Is it age, or the luck of which patients happened to come?

# %% locked="patients"
diabetes = load_diabetes(scaled=False)
progression, age = diabetes.target, diabetes.data[:, 0]
older, younger = progression[age >= 65], progression[age < 65]

# %%
print(f"{len(older)} older: mean {older.mean():.1f}   {len(younger)} younger: mean {younger.mean():.1f}")
print(
    f"difference {older.mean() - younger.mean():.1f} points; standard deviation of all {progression.std():.1f}"
)

# %% [markdown]
# Take the side of luck: the **null hypothesis** $H_0$ says that age has nothing to do with the score. Then "older" is
# a mere tag, stuck on 52 of 442 scores, and any other dealing of the 52 tags was equally likely. So deal them again,
# many times, and count how often the difference is as large as the one that we saw. That is a **permutation test**.
#
# > The **p-value** is the probability, *if $H_0$ is true*, of a result at least as extreme as the observed one.
#
# A p-value of 0.01 says: if nothing is going on, a result as extreme as this comes once in a hundred times. It does
# *not* say that nothing is going on with probability 0.01 (that takes a prior: see warm-up 3), nor that the effect is
# large (in a huge sample any trifle gets a small p-value). Nor does a large p-value say that $H_0$ is true.
#
# Two things are chosen before looking. One is the **significance level** $\alpha$, by habit 0.05: if $p < \alpha$, one
# rejects $H_0$ and calls the difference **significant**. In the long run this rejects at most a share $\alpha$ of the
# true null hypotheses: that is the promise, and the whole lesson is about keeping it. The other is what counts as
# extreme: here, far from 0 in either direction (**two-sided**). Choosing one side after seeing the data doubles the
# false alarms.
#
# **Two details.** Let $N$ be the number of shuffles, $b$ of which reach the observed difference. The dealing that we
# observed was possible as well, so it is counted along:
#
# $$ p = \frac{b + 1}{N + 1}. $$
#
# With $b/N$, 999 shuffles may report $p = 0$ for what happens once in 2000 times, and the promise is broken. And a
# **tie** counts: equal is "at least as extreme". In floats take care: the same numbers, added in another order, may
# differ in the last digit, and `>=` loses the tie. So allow for a margin.

# %% locked="margin"
MARGIN = 1e-9  # a shuffled difference that misses the observed one by no more than this reaches it

# %% [markdown]
# ### Exercise 1 · A permutation test   ●○○ 8 minutes
#
# `permutation_test(x, y, n_permutations, rng)` takes the values of two groups, float arrays of shape (n,) and (m,),
# n, m ≥ 1, and a number of shuffles ≥ 1. It returns the pair `(difference, p_value)`:
#
# - `difference` is the mean of `x` minus the mean of `y`;
# - for each shuffle all n + m values are dealt anew, at random and each of them once, into groups of n and m. The
#   p-value is $(b+1)/(N+1)$ with $N$ = `n_permutations`, where $b$ counts the shuffles whose difference is, in
#   **absolute value**, at least as large as the observed one, or misses it by no more than `MARGIN` (that very edge
#   is not tested).
#
# Take all randomness from `rng`. (Here and later NumPy's numbers are as good as Python's: `np.float64(0.0)` for
# `0.0`.)
#
# From here on, ready-made procedures (`stats.permutation_test`, `stats.ttest_ind` and their like) raise an error
# **inside your functions** when the tests call them. Outside they are welcome.
#
# <details><summary>Hint 1</summary>
#
# Put all values into one array with `np.concatenate`. A dealing is a shuffled copy of it: the first n are one
# group, the rest the other.
# </details>
# <details><summary>Hint 2</summary>
#
# Fill an array `differences` of length `n_permutations` in a loop, with `rng.permutation(pooled)`. One comparison of
# that array finds the shuffles that reach the observed difference, and `.sum()` counts them.
# </details>
# <details><summary>Hint 3</summary>
#
# `reached = np.abs(differences) >= abs(observed) - MARGIN`, and at the end
# `(reached.sum() + 1) / (n_permutations + 1)`.
# </details>


# %% solution="permutation_test"
def permutation_test(
    x: np.ndarray, y: np.ndarray, n_permutations: int, rng: np.random.Generator
) -> tuple[float, float]:
    """Return the difference of the means of x (n,) and y (m,), and the p-value of its permutation test.

    >>> permutation_test(np.array([4.0]), np.array([4.0, 4.0]), 9, np.random.default_rng(0))
    (0.0, 1.0)
    """
    ### BEGIN SOLUTION
    pooled, n = np.concatenate([x, y]), len(x)
    observed = x.mean() - y.mean()
    differences = np.zeros(n_permutations)
    for i in range(n_permutations):
        dealt = rng.permutation(pooled)
        differences[i] = dealt[:n].mean() - dealt[n:].mean()
    reached = np.abs(differences) >= abs(observed) - MARGIN
    return float(observed), float((reached.sum() + 1) / (n_permutations + 1))
    ### END SOLUTION


# %% locked="by_hand"
READY_MADE = {
    stats: "ttest_ind ttest_ind_from_stats permutation_test bootstrap false_discovery_control",
    multitest: "multipletests fdrcorrection",
    proportion: "power_proportions_2indep samplesize_proportions_2indep_onetail proportions_ztest "
    "confint_proportions_2indep test_proportions_2indep",
}


def out_of_bounds(name: str) -> Callable:
    def refuse(*_, **__):
        raise AssertionError(
            f"{name} is out of bounds inside your functions: numpy, stats.norm, stats.t and your own earlier "
            "functions are enough. (Outside, use it to check yours.)"
        )

    return refuse


@contextmanager
def without(ready_made: dict):
    """Put these functions out of reach, also where an answer has imported one under a name of its own."""
    notebook = sys.modules[__name__]
    with ExitStack() as stack:
        for module, names in ready_made.items():
            for name in names.split():
                real, refuse = getattr(module, name), out_of_bounds(f"{module.__name__}.{name}")
                own = [(notebook, known_as) for known_as, value in vars(notebook).items() if value is real]
                for place, known_as in [(module, name), *own]:
                    stack.enter_context(patch.object(place, known_as, refuse))
        yield


def by_hand(function: Callable, *arguments):
    """Return function(*arguments), arrays copied, while the ready-made procedures are out of reach."""
    arguments = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    with without(READY_MADE), np.errstate(all="ignore"):
        return function(*arguments)


def numbers(value, shape: tuple[int, ...], call: str) -> np.ndarray:
    """Return `value` as a float array of this shape, or say in an AssertionError what came instead."""
    assert value is not None, f"{call} returned None: did you forget `return`?"
    if isinstance(value, (tuple, list)):
        assert all(v is not None for v in value), f"{call}: expected numbers, got {value!r}, which holds None."
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise AssertionError(f"{call}: expected numbers in the shape {shape}, got {value!r}.") from None
    assert array.shape == shape, f"{call}: expected numbers in the shape {shape}, got the shape {array.shape}."
    return array


def error_from(function: Callable, *arguments) -> str:
    """Return the name of the exception that the call raises, or "no error"."""
    try:
        by_hand(function, *arguments)
    except (NotImplementedError, AssertionError):
        raise
    except ValueError:  # also one of its subclasses
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return "no error"


def generator_fault(name: str, draw: Callable, shape: tuple[int, ...]) -> str:
    """Say how the function of this name, called by `draw(rng)`, misuses its generator; '' if it does not."""

    def sample(rng):
        return [numbers(draw(rng), shape, name).tolist() for _ in range(8)]

    rng = np.random.default_rng(3)
    first, second = sample(rng), sample(rng)
    if first != sample(np.random.default_rng(3)):
        return f"{name}: two generators with the same seed gave different results: draw from `rng`, nothing else."
    if first == second or all(one == first[0] for one in first):
        return (
            f"{name}: calls one after the other with one generator gave the same: does the result depend on the draws at "
            "all? And make no generator of your own."
        )
    if first == sample(np.random.default_rng(4)):
        return f"{name}: generators with different seeds gave the same results: draw from `rng`."
    return ""


# %% locked="exact_p_value"
def exact_p_value(x: np.ndarray, y: np.ndarray, margin: float = MARGIN) -> float:
    """Return the p-value over *all* dealings of the pooled values: for small samples, without any chance."""
    pooled, observed = np.concatenate([x, y]), x.mean() - y.mean()
    differences = [
        pooled[list(chosen)].mean() - np.delete(pooled, chosen).mean()
        for chosen in combinations(range(len(pooled)), len(x))
    ]
    return float(np.mean(np.abs(differences) >= abs(observed) - margin))


def permutation_fault(x: list[float], y: list[float], m: int, seed: int) -> str:
    """Say what is wrong with the student's permutation test of x and y; '' if nothing is."""
    x, y = np.array(x), np.array(y)
    call = f"permutation_test for x = {x.tolist()}, y = {y.tolist()}, {m} shuffles"
    result = by_hand(permutation_test, x, y, m, np.random.default_rng(seed))
    difference, p_value = numbers(result, (2,), call)
    if not abs(difference - (x.mean() - y.mean())) < 1e-9:
        return f"{call}: expected the difference {x.mean() - y.mean():.4f} (x minus y), got {difference:.4f}."
    count = p_value * (m + 1)
    if not (np.isfinite(count) and abs(count - round(count)) < 1e-6 and 1 <= round(count) <= m + 1):
        return f"{call}: got p = {p_value}, which is no (b + 1) / {m + 1} for a b between 0 and {m}."
    want = exact_p_value(x, y)
    allowed = 5.5 * np.sqrt(want * (1 - want) / m) + 1 / m
    if abs(p_value - want) <= allowed:
        return ""
    hint = "Is every value dealt once, does a tie count even after rounding (MARGIN), are both directions counted?"
    if abs(p_value - exact_p_value(x, y, -MARGIN)) <= allowed:
        hint = "Ties seem to be lost: equal is at least as extreme, and rounding takes the MARGIN."
    return (
        f"{call}: all dealings together give p = {want:.4f}, got {p_value:.4f}, which is further away than "
        f"chance allows ({allowed:.4f}). {hint}"
    )


# %% tests="permutation_test" name="two_sided" points=2
_fault = permutation_fault([1.0, 1.0, 1.0, 0.0], [0.0, 0.0, 1.0, 0.0], 3000, 11)
assert _fault == "", _fault
_fault = permutation_fault([9.0, 8.0, 7.5, 9.5, 8.1, 8.8], [1.0, 0.5, 2.0, 1.2, 0.1, 0.9], 99, 12)
assert _fault == "", _fault
### BEGIN HIDDEN TESTS
for _seed, (_n, _m) in enumerate(((1, 5), (5, 1), (3, 6), (6, 3), (5, 5), (2, 7))):
    _rng = np.random.default_rng(_seed)
    _x, _y = np.round(_rng.normal(1.0, 1.0, _n), 2), np.round(_rng.exponential(2.0, _m), 2)
    _fault = permutation_fault(_x.tolist(), _y.tolist(), 2500, _seed)
    assert _fault == "", _fault
_fault = permutation_fault([3.0, 1.0], [2.0], 1, 13)
assert _fault == "", f"With a single shuffle: {_fault}"
_fault = permutation_fault([10.0, 0.0, 0.0], [1.0, 2.0, 0.0, 1.0, 0.0, 2.0, 1.0], 2500, 14)
assert _fault == "", f"{_fault} (It is not twice the smaller one-sided p-value.)"
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="permutation_test" name="ties" points=1
for _x, _y in (([0.3, 0.3, 0.3, 0.4], [0.5, 0.3]), ([2.0, 2.0], [2.0, 2.0, 2.0])):
    _fault = permutation_fault(_x, _y, 3000, 17)
    assert _fault == "", _fault
### BEGIN HIDDEN TESTS
for _x, _y in (
    ([0.1, 0.6], [0.3, 0.6, 0.1, 0.1]),
    ([0.3, 0.6, 0.1, 0.1], [0.1, 0.6]),
    ([0.6, 0.4, 0.3], [0.3, 0.4]),
    ([0.0, 0.0, 1.0], [1.0, 1.0, 0.0, 1.0]),
    ([0.001, 0.004, 0.002], [0.005, 0.003, 0.0075]),
    ([1.0, 1.005, 1.01, 3.0], [1.0, 1.005, 1.01]),
):
    _fault = permutation_fault(_x, _y, 2500, 18)
    assert _fault == "", _fault
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="permutation_test" name="generator" points=1
_x, _y = np.arange(6.0), np.array([1.0, 5.0, 7.5, 2.5])
_fault = generator_fault(
    "permutation_test", lambda rng: by_hand(permutation_test, _x, _y, 300, rng), (2,)
)
assert _fault == "", _fault

# %% [markdown]
# Put it to work, on age and on sex, which the file codes by 1 and 2. The means of the sexes differ by 6.6 points.
# **Predict before you run:** is that a lot?

# %%
sex = diabetes.data[:, 1]
for question, x, y in (
    ("65 and over", older, younger),
    ("sex 2", progression[sex == 2], progression[sex == 1]),
):
    _difference, p_value = permutation_test(x, y, 4999, np.random.default_rng(0))
    print(f"{question:12s} minus the others: {_difference:5.1f} points, p = {p_value:.4f}")

# %%
rng = np.random.default_rng(0)
dealt = [rng.permutation(np.concatenate([older, younger])) for _ in range(4999)]
shuffled = np.array([values[:52].mean() - values[52:].mean() for values in dealt])
observed = older.mean() - younger.mean()

_, ax = plt.subplots(figsize=(7.5, 3.8))
bins = np.arange(-45, 46, 1.5)
ax.hist(shuffled[np.abs(shuffled) < observed], bins=bins, color=BLUE, alpha=0.5)
ax.hist(shuffled[np.abs(shuffled) >= observed], bins=bins, color=ORANGE)
for side in (-1, 1):
    ax.axvline(side * observed, color=ORANGE, linestyle="--")
ax.text(observed + 1, 150, f"observed:\n{observed:.1f}", color=ORANGE)
ax.set(
    xlabel="difference of the means after shuffling (points of progression)",
    ylabel="shuffles",
    title=f"Luck alone reaches 27 points in {100 * np.mean(np.abs(shuffled) >= observed):.1f} % of the shuffles",
)
plt.show()

# %% [markdown]
# So luck is a poor explanation for the age, and a fine one for the sex. But the older may also be heavier, for nobody
# *dealt* the patients into age groups. In an A/B test visitors are dealt, at random, and that is what makes its answer
# causal.

# %% [markdown]
# ## 2 · The same question, by a formula
#
# The central limit theorem knows without a single shuffle how the difference of two means varies: nearly normally,
# with the variance of warm-up 2. Put in the sample variances $s_x^2$, $s_y^2$ (`ddof=1`), and you have **Welch's t**:
#
# $$ t = \frac{\bar x - \bar y}{\sqrt{v_x + v_y}}, \qquad v_x = \frac{s_x^2}{n}, \quad v_y = \frac{s_y^2}{m}. $$
#
# With the true variances $t$ would be nearly standard normal under $H_0$ (equal means). The estimated ones make it
# wilder: for normal data, or large groups, it nearly follows a **t distribution** $T_{\mathrm{df}}$, whose tails are
# heavier the fewer its *degrees of freedom*:
#
# $$ \mathrm{df} = \frac{(v_x + v_y)^2}{\dfrac{v_x^2}{n-1} + \dfrac{v_y^2}{m-1}}, \qquad p = 2\,P(T_{\mathrm{df}} \ge \lvert t\rvert). $$
#
# For $x = (1, 2, 3, 4)$ and $y = (2, 4, 6, 8)$: $v_x = \tfrac5{12}$, $v_y = \tfrac{20}{12}$, $t = -\sqrt3$,
# $\mathrm{df} = 75/17 \approx 4.41$.
#
# Many books teach first **Student's** version, which pools both variances into one, as if they were equal.
# **Predict before you run:** the true means are equal, so a share of 5 % may be rejected. The small group is the noisy
# one. What share does Student's test reject?

# %%
rng = np.random.default_rng(5)
small_noisy = rng.normal(0.0, 3.0, size=(10, 5000))  # 5000 experiments, one in each column
large_calm = rng.normal(0.0, 1.0, size=(40, 5000))
for name, equal_var in (("Student, pooled", True), ("Welch", False)):
    p_values = stats.ttest_ind(small_noisy, large_calm, equal_var=equal_var).pvalue
    print(f"{name:16s} rejects {np.mean(p_values < 0.05):.1%} of true null hypotheses")

# %% [markdown]
# Student's test lets the large calm group speak for the small noisy one. Welch's costs next to nothing where
# variances are equal: make it your default. (In scipy say `equal_var=False`.)

# %% [markdown]
# ### Exercise 2 · Welch's t-test   ●○○ 7 minutes
#
# `welch_test(x, y)` takes float arrays of shapes (n,) and (m,), not both constant, and returns `(t, df, p_value)` as
# defined above: $t$ has the sign of $\bar x - \bar y$, the p-value is two-sided. A group of fewer than two values has
# no variance: raise `ValueError`.
#
# From `scipy.stats` use only `stats.t`: `stats.t.sf(t, df)` is $P(T_{\mathrm{df}} \ge t)$. p-values are compared to
# within 1e-9.
#
# <details><summary>Hint 1</summary>
#
# Compute `v_x` and `v_y` first; everything else is made of them. Which `ddof`?
# </details>
# <details><summary>Hint 2</summary>
#
# `v_x = x.var(ddof=1) / len(x)`, and `2 * stats.t.sf(abs(t), df)`.
# </details>


# %% solution="welch_test"
def welch_test(x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    """Return Welch's t for the means of x (n,) and y (m,), its degrees of freedom, and the two-sided p-value.

    >>> t, df, p_value = welch_test(np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 4.0, 6.0, 8.0]))
    >>> round(t, 4), round(df, 4), round(p_value, 4)
    (-1.7321, 4.4118, 0.1516)
    """
    ### BEGIN SOLUTION
    n, m = len(x), len(y)
    if min(n, m) < 2:
        raise ValueError("a group of fewer than two values has no variance")
    v_x, v_y = x.var(ddof=1) / n, y.var(ddof=1) / m
    t = (x.mean() - y.mean()) / np.sqrt(v_x + v_y)
    df = (v_x + v_y) ** 2 / (v_x**2 / (n - 1) + v_y**2 / (m - 1))
    return float(t), float(df), float(2 * stats.t.sf(abs(t), df))
    ### END SOLUTION


# %% locked="welch_cases"
def welch_cases() -> list[tuple[np.ndarray, np.ndarray]]:
    """Return pairs of groups: small, large, equal and unequal in size and spread, x above y and below."""
    cases = []
    for seed, (n, m, shift, scale) in enumerate(
        (
            (2, 2, 1.0, 1.0),
            (3, 50, 0.5, 6.0),
            (40, 5, -2.0, 0.3),
            (2, 9, 0.0, 4.0),
            (30, 30, 0.4, 1.0),
            (12, 2, 3.0, 2.0),
        )
    ):
        rng = np.random.default_rng(seed)
        cases.append((rng.normal(10.0 + shift, scale, size=n), rng.normal(10.0, 1.0, size=m)))
    return cases


# %% tests="welch_test" name="statistic" points=2
_x, _y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 4.0, 6.0, 8.0])
_t, _df, _ = numbers(by_hand(welch_test, _x, _y), (3,), "welch_test([1, 2, 3, 4], [2, 4, 6, 8])")
assert abs(_t + np.sqrt(3)) < 1e-9, (
    f"for x = [1, 2, 3, 4], y = [2, 4, 6, 8] expected t = -1.7321, got {_t:.4f}: the mean of x minus that of y, "
    "each sample variance (ddof=1) divided by its own n."
)
assert abs(_df - 75 / 17) < 1e-9, (
    f"for x = [1, 2, 3, 4], y = [2, 4, 6, 8] expected df = 75 / 17 = 4.4118, got {_df:.4f}."
)
### BEGIN HIDDEN TESTS
for _x, _y in welch_cases():
    _t, _df, _ = numbers(by_hand(welch_test, _x, _y), (3,), f"groups of {len(_x)} and {len(_y)}")
    _want = stats.ttest_ind(_x, _y, equal_var=False)
    assert np.allclose([_t, _df], [_want.statistic, _want.df], rtol=1e-7, atol=1e-9), (
        f"for random groups of {len(_x)} and {len(_y)} expected t = {_want.statistic:.5f} and df = {_want.df:.5f}, as "
        f"scipy has them, got {_t:.5f} and {_df:.5f}."
    )
### END HIDDEN TESTS
assert np.isfinite([_t, _df]).all(), "t and df should be finite."

# %% tests="welch_test" name="p_value" points=2
_x, _y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 4.0, 6.0, 8.0])
_t, _df, _got = numbers(by_hand(welch_test, _x, _y), (3,), "welch_test([1, 2, 3, 4], [2, 4, 6, 8])")
_want = 2 * stats.t.sf(np.sqrt(3), 75 / 17)
_known = abs(_t + np.sqrt(3)) + abs(_df - 75 / 17) < 1e-9
_why = "P(T >= |t|) from stats.t, twice" if _known else "mend t and df first"
assert abs(_got - _want) < 1e-9, (
    f"for x = [1, 2, 3, 4], y = [2, 4, 6, 8] expected p = {_want:.5f}, got {_got:.5f} with your t = {_t:.4f} and "
    f"df = {_df:.4f}: {_why}."
)
### BEGIN HIDDEN TESTS
for _x, _y in welch_cases():
    for _u, _v in ((_x, _y), (_y, _x)):
        _got = numbers(by_hand(welch_test, _u, _v), (3,), f"groups of {len(_u)} and {len(_v)}")[2]
        _want = stats.ttest_ind(_u, _v, equal_var=False).pvalue
        assert abs(_got - _want) < 1e-9, (
            f"for random groups of {len(_u)} and {len(_v)} expected p = {_want:.6f}, as scipy has it, got {_got:.6f}."
        )
### END HIDDEN TESTS
assert 0 <= _got <= 1, "a p-value lies between 0 and 1."

# %% tests="welch_test" name="refuses" points=1
for _x, _y in (([1.0], [2.0, 3.0]), ([1.0, 4.0, 2.0], [2.0])):
    _got = error_from(welch_test, np.array(_x), np.array(_y))
    assert _got == "ValueError", (
        f"for x = {_x}, y = {_y} expected a ValueError, got {_got}: one value has no variance."
    )
### BEGIN HIDDEN TESTS
_got = error_from(welch_test, np.array([1.0, 2.0]), np.array([3.0, 3.0]))
assert _got == "no error", f"two values and one constant group are enough, but the call raised {_got}."
_got = error_from(welch_test, np.array([]), np.array([3.0, 4.0]))
assert _got == "ValueError", f"for an empty group expected a ValueError, got {_got}."
### END HIDDEN TESTS
assert _got == "ValueError", "the last call should have raised a ValueError."

# %%
t, df, p_value = welch_test(older, younger)
print(f"yours: t = {t:.4f}, df = {df:.2f}, p = {p_value:.4f}")
print(f"scipy: p = {stats.ttest_ind(older, younger, equal_var=False).pvalue:.4f}")

# %% [markdown]
# Two roads, nearly one answer: 0.015 here, 0.020 by shuffling, which is itself an estimate with the standard error
# $\sqrt{p(1-p)/N}$, here 0.002. And its $H_0$ says more: both groups have the same spread too. In return, shuffling
# serves tiny groups, and medians as well as means.

# %% [markdown]
# ## 3 · How large is it? The bootstrap
#
# A 95 % **confidence interval** is made by a procedure which, over many repetitions of the whole study, catches the
# truth in 95 % of them. The promise is about the procedure; a posterior interval speaks about $\theta$ itself, and pays
# with a prior.
#
# For a mean there is $\bar x \pm t^* s/\sqrt n$, with $t^*$ the point that $T_{n-1}$ exceeds with probability 0.025.
# For a median, or a correlation? The **bootstrap** needs no formula. If we could draw new samples from the
# population, we would look how much the statistic varies. We cannot; but the sample is our best picture of the
# population, so draw from *it*:
#
# 1. draw $n$ observations from the $n$ that you have, **with** replacement, and compute the statistic; do so many
#    times;
# 2. the **percentile interval** cuts off the lowest and the highest 2.5 % of these values.
#
# As many as $n$, because a sample of another size has another spread; without replacement every draw would be the
# sample itself. An *observation* is what was drawn from the population: here a patient, a row of the table.
# **Predict before you run:** resample body mass index and progression each by itself. Where does the interval of
# their correlation lie?

# %%
bmi_and_progression = np.column_stack([diabetes.data[:, 2], progression])


def correlation(rows: np.ndarray) -> float:
    """Return the correlation of the two columns of rows, shape (n, 2)."""
    return float(np.corrcoef(rows[:, 0], rows[:, 1])[0, 1])


rng = np.random.default_rng(0)
torn = [
    correlation(np.column_stack([rng.choice(column, size=442) for column in bmi_and_progression.T]))
    for _ in range(500)
]
print(f"correlation in the sample {correlation(bmi_and_progression):.3f}")
print("an interval from torn patients:", np.quantile(torn, [0.025, 0.975]).round(3))

# %% [markdown]
# Nowhere near its own estimate: tearing the pairs apart has destroyed what we wanted to measure.

# %% [markdown]
# ### Exercise 3 · The bootstrap   ●●○ 8 minutes
#
# `bootstrap_interval(x, statistic, confidence, n_resamples, rng)` returns the percentile interval `(low, high)`.
#
# - `x` is an array of shape (n,) or (n, d), n ≥ 1: n observations along the first axis, each drawn as a whole.
# - `statistic` maps an array of the shape of `x` to a float: call it on one resample at a time, `n_resamples` ≥ 1
#   times.
# - `confidence`, between 0 and 1, is the share of these values between the ends; the same share is cut off on either
#   side. Any usual rule of `np.quantile` for quantiles between two values will do.
#
# Take all randomness from `rng`.
#
# <details><summary>Hint 1</summary>
#
# Draw *positions* instead of values: integers from 0 to n − 1, n of them. `x[positions]` works for both shapes.
# </details>
# <details><summary>Hint 2</summary>
#
# `rng.integers(n, size=n)` draws positions. Collect `statistic(x[...])` in a list; the ends are the quantiles
# $(1-c)/2$ and $(1+c)/2$ of it, with $c$ the confidence.
# </details>


# %% solution="bootstrap"
def bootstrap_interval(
    x: np.ndarray, statistic: Callable, confidence: float, n_resamples: int, rng: np.random.Generator
) -> tuple[float, float]:
    """Return the percentile bootstrap interval of `statistic` for the observations x, shape (n,) or (n, d).

    >>> bootstrap_interval(np.array([5.0, 5.0, 5.0]), np.mean, 0.95, 100, np.random.default_rng(0))
    (5.0, 5.0)
    """
    ### BEGIN SOLUTION
    n = len(x)
    values = [statistic(x[rng.integers(n, size=n)]) for _ in range(n_resamples)]
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
    ### END SOLUTION


# %% tests="bootstrap" name="interval" points=2
_zero_one = np.array([0.0, 1.0])  # a resample has the mean 0, 1/2 or 1 with probability 1/4, 1/2, 1/4
for _confidence, _want in ((0.4, [0.5, 0.5]), (0.6, [0.0, 1.0]), (0.9, [0.0, 1.0])):
    _got = by_hand(bootstrap_interval, _zero_one, np.mean, _confidence, 4000, np.random.default_rng(21))
    _got = numbers(_got, (2,), "bootstrap_interval")
    assert np.allclose(_got, _want, rtol=0, atol=1e-9), (
        f"x = [0, 1], the mean, confidence {_confidence}: of the resamples a quarter has the mean 0, half 0.5, a quarter 1, "
        f"so expected {_want}, got {_got.tolist()}: resamples of size n, with replacement, and a share of "
        f"{(1 - _confidence) / 2:.2f}, half of 1 - confidence, cut off on either side."
    )
### BEGIN HIDDEN TESTS
for _seed, (_n, _statistic, _confidence, _m, _slack) in enumerate(
    (
        (40, np.mean, 0.95, 16_000, 0.18),
        (25, np.mean, 0.5, 5000, 0.2),
        (15, np.var, 0.9, 5000, 0.4),
        (12, np.std, 0.8, 5000, 0.25),
    )
):
    _x = np.random.default_rng(_seed).exponential(3.0, size=_n)
    _rng = np.random.default_rng(100 + _seed)
    _values = np.array([_statistic(_x[_rng.integers(_n, size=_n)]) for _ in range(_m)])
    _want = np.quantile(_values, [(1 - _confidence) / 2, (1 + _confidence) / 2])
    _got = by_hand(bootstrap_interval, _x, _statistic, _confidence, _m, np.random.default_rng(22))
    _got = numbers(_got, (2,), "bootstrap_interval")
    assert np.abs(_got - _want).max() <= _slack * _values.std(), (
        f"for {_n} waiting times, {_statistic.__name__}, confidence {_confidence} expected about {_want.round(3).tolist()}, "
        f"got {_got.round(3).tolist()}, which is further away than chance allows: half of 1 - confidence is cut off on "
        "either side, and every resample has n values, drawn with replacement."
    )
_got = numbers(
    by_hand(bootstrap_interval, np.array([7.0]), np.mean, 0.95, 1, np.random.default_rng(0)), (2,), "n = 1"
)
assert np.allclose(_got, [7, 7], rtol=0, atol=1e-9), (
    f"for the single observation 7 expected (7, 7), got {_got.tolist()}."
)
_counts = []
by_hand(
    bootstrap_interval,
    np.arange(5.0),
    lambda sample: _counts.append(sample) or 0.0,
    0.95,
    37,
    np.random.default_rng(0),
)
assert 37 <= len(_counts) <= 38, f"for n_resamples = 37 the statistic was computed {len(_counts)} times."
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the ends should be finite."

# %% tests="bootstrap" name="whole_observations" points=1
_rows = np.column_stack([np.arange(6.0), 2 * np.arange(6.0), np.arange(6.0) ** 2])
_shapes = []


def _torn(rows):
    _shapes.append(np.shape(rows))
    if np.shape(rows) != (6, 3):
        return 0.0
    rows = np.asarray(rows, dtype=float)
    return float(np.abs(rows[:, 1] - 2 * rows[:, 0]).max() + np.abs(rows[:, 2] - rows[:, 0] ** 2).max())


_got = numbers(
    by_hand(bootstrap_interval, _rows, _torn, 0.95, 50, np.random.default_rng(23)), (2,), "bootstrap_interval"
)
assert set(_shapes) == {(6, 3)}, (
    f"for x of shape (6, 3) every resample should have the shape (6, 3), your statistic was given {sorted(set(_shapes))}."
)
assert np.allclose(_got, [0, 0], rtol=0, atol=1e-9), (
    "in every row of x the second entry is twice the first; in your resamples it is not: draw whole rows, do not mix "
    "entries of different observations."
)

# %% tests="bootstrap" name="generator" points=1
_x = np.random.default_rng(0).normal(size=9)
_fault = generator_fault(
    "bootstrap_interval", lambda rng: by_hand(bootstrap_interval, _x, np.mean, 0.9, 40, rng), (2,)
)
assert _fault == "", _fault

# %%
low, high = bootstrap_interval(bmi_and_progression, correlation, 0.95, 1000, np.random.default_rng(0))
print(f"yours: correlation {correlation(bmi_and_progression):.3f}, 95 % interval {low:.3f} to {high:.3f}")
ready_made = stats.bootstrap(
    bmi_and_progression.T,
    lambda bmi, score: np.corrcoef(bmi, score)[0, 1],
    paired=True,  # its default, False, tears the patients
    n_resamples=1000,
    method="percentile",
    rng=np.random.default_rng(1),
)
print("scipy:", np.round(ready_made.confidence_interval, 3))

# %% [markdown]
# Does it keep its promise? That can be *measured* where the truth is known. Let the 569 tumours *be* the population,
# take their "area error" (how much the nuclei of one image differ in area; very skewed), and draw small samples. The t
# interval runs beside yours. **Predict before you run:** with $n = 10$, how many of the 95 % intervals contain the
# true mean?

# %% locked="population"
cancer = load_breast_cancer()
population = cancer.data[:, list(cancer.feature_names).index("area error")]


# %%
def t_interval(x: np.ndarray) -> tuple[float, float]:
    """Return the 95 % t interval of the mean."""
    half_width = stats.t.isf(0.025, len(x) - 1) * x.std(ddof=1) / np.sqrt(len(x))
    return x.mean() - half_width, x.mean() + half_width


def percentile_interval(x: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of the mean by your function."""
    return bootstrap_interval(x, np.mean, 0.95, 200, rng)


rng = np.random.default_rng(0)
sizes = np.array([10, 30, 100])
covered = {}
for name, _interval in (("t interval", t_interval), ("percentile bootstrap", percentile_interval)):
    covered[name] = np.zeros(3)
    for i, n in enumerate(sizes):
        samples = np.random.default_rng(n).choice(population, size=(400, n))
        low, high = np.array([_interval(x) for x in samples]).T
        covered[name][i] = np.mean((low <= population.mean()) & (population.mean() <= high))
    print(f"{name:20s}", *(f"n = {n}: {share:.1%}  " for n, share in zip(sizes, covered[name])))

# %%
_, ax = plt.subplots(figsize=(7.2, 3.8))
ax.axhline(95, color=GREY, linestyle="--")
ax.text(9.2, 95.6, "promised", color=GREY)
for _shift, (name, _shares), colour, marker in zip((0.98, 1.02), covered.items(), (GREEN, BLUE), "s^"):
    error = 200 * np.sqrt(_shares * (1 - _shares) / 400)
    ax.errorbar(_shift * sizes, 100 * _shares, error, color=colour, marker=marker, label=name, capsize=3)
ax.set(
    xscale="log",
    xlabel="sample size n (tumours)",
    ylabel="intervals that contain the truth (%)\n± 2 standard errors",
    ylim=(70, 100),
)
ax.set_title("On skewed data, 95 % intervals from small samples catch less than they promise", fontsize=11)
ax.set_xticks(sizes, [str(n) for n in sizes])
ax.minorticks_off()
ax.legend(loc="lower right")
plt.show()

# %% [markdown]
# Neither keeps its promise at $n = 10$. A small sample mostly misses the rare large values; then it underestimates both
# the mean and its own uncertainty, and no resampling shows what was not drawn. The bootstrap replaces a formula, not
# data.

# %% [markdown]
# ## 4 · Power: how many visitors?
#
# Back to the shop. Let $\theta_A$ and $\theta_B$ be the true rates, and $\hat\theta_A = k_A/n_A$ and
# $\hat\theta_B = k_B/n_B$ the observed ones: $k$ successes of $n$ visitors. Under $H_0$: $\theta_A = \theta_B$ both
# groups share one rate, estimated from all visitors together, $\bar\theta = (k_A + k_B)/(n_A + n_B)$, and
#
# $$ z = \frac{\hat\theta_B - \hat\theta_A}{\sqrt{\bar\theta(1-\bar\theta)\,(1/n_A + 1/n_B)}} $$
#
# is nearly standard normal. This **two-proportion test** is `two_proportion_p`, at the top. The library agrees:

# %%
print(f"ours:        p = {two_proportion_p(1000, 10_000, 1100, 10_000):.6f}")
print(f"statsmodels: p = {proportion.proportions_ztest([1000, 1100], [10_000, 10_000])[1]:.6f}")

# %% [markdown]
# A test errs in two ways: by a **false alarm** (type I error) where $H_0$ is true, with the probability $\alpha$ that
# you chose; and by **missing** an effect (type II error). The probability of *not* missing it is the **power**. It
# depends on the size of the effect, on $\alpha$ and on $n$. So before the first visitor comes you name the **minimal
# effect** worth having, and the power with which to find it, say 80 %.
#
# Let $n$ be the visitors in *each* group and $\delta = \theta_B - \theta_A$ the effect. The observed difference is
# nearly normal around $\delta$, with the standard deviation $\sigma_0/\sqrt n$ if both pages have the mean rate, and
# $\sigma_1/\sqrt n$ if each has its own:


# %% locked="null_and_true_sigma"
def null_and_true_sigma(theta_a: float, theta_b: float) -> tuple[float, float]:
    """Return sigma_0 (both pages at the mean rate) and sigma_1 (each at its own)."""
    mean = (theta_a + theta_b) / 2
    return (
        float(np.sqrt(2 * mean * (1 - mean))),
        float(np.sqrt(theta_a * (1 - theta_a) + theta_b * (1 - theta_b))),
    )


# %% [markdown]
# The next cell draws both cases, for 10 % against 11.5 %. Beyond the dashed lines $p < 0.05$. Orange: the 5 % of false
# alarms, whatever $n$. Blue: the power. **Predict before you run:** with four times the visitors, what happens to the
# distance of the dashed lines from 0?


# %%
def draw_power(n: int, ax: plt.Axes) -> None:
    """Draw the distributions of the observed difference for rates of 10 % and 11.5 %, n visitors in each group."""
    sigma_0, sigma_1 = null_and_true_sigma(0.10, 0.115)
    limit = stats.norm.isf(0.025) * sigma_0 / np.sqrt(n)
    x = np.linspace(-0.03, 0.045, 500)
    null, true = stats.norm(0, sigma_0 / np.sqrt(n)), stats.norm(0.015, sigma_1 / np.sqrt(n))
    ax.plot(100 * x, null.pdf(x) / 100, color=GREY)
    ax.plot(100 * x, true.pdf(x) / 100, color=BLUE)
    ax.fill_between(100 * x, true.pdf(x) / 100, where=x >= limit, color=BLUE, alpha=0.3)
    ax.fill_between(100 * x, null.pdf(x) / 100, where=np.abs(x) >= limit, color=ORANGE, alpha=0.7)
    for side in (-1, 1):
        ax.axvline(100 * side * limit, color=ORANGE, linestyle="--", linewidth=1)
    ax.set(xlabel="observed difference (percentage points)", ylabel="density (per point)", ylim=(0, 0.85))
    ax.set_title(f"n = {n:,} per group: power {100 * (true.sf(limit) + true.cdf(-limit)):.0f} %")


_, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), sharey=True)
draw_power(1500, left)
draw_power(6000, right)
left.text(-0.3, 0.37, "no effect", color=GREY, ha="right")
left.text(2.4, 0.3, "effect of\n1.5 points", color=BLUE)
plt.show()

# %% [markdown]
# It halves: to see half the effect takes four times the visitors.
#
# The picture holds the formula. Let $z_q$ be the point that a standard normal exceeds with probability $q$. The right
# dashed line stands at $z_{\alpha/2}\,\sigma_0/\sqrt n$. For the blue share beyond it to be the wanted power, $\delta$
# must lie beyond the line by $z_{1-\text{power}}$ standard deviations *of the blue curve*:
#
# $$ \delta = z_{\alpha/2}\frac{\sigma_0}{\sqrt n} + z_{1-\text{power}}\frac{\sigma_1}{\sqrt n},
# \quad\text{so}\quad
# n = \left(\frac{z_{\alpha/2}\,\sigma_0 + z_{1-\text{power}}\,\sigma_1}{\delta}\right)^2, \text{ rounded up.} $$
#
# (The blue beyond the left line is negligible. The square forgives the sign of $\delta$.) For 10 % against 20 %,
# $\alpha = 0.05$ and a power of 80 %: $(1.9600\cdot0.50498 + 0.8416\cdot0.5)^2/0.1^2 = 198.96$, rounded up 199.

# %% [markdown]
# ### Exercise 4 · Sample size and power   ●●○ 9 minutes
#
# - `sample_size(theta_a, theta_b, alpha, target)` returns by this formula, as an int, the number of visitors in
#   **each** group that gives the power `target`, 0.5 ≤ `target` < 1, at the two-sided level `alpha`, 0 < `alpha` ≤
#   0.2. For equal rates raise `ValueError`: no number is enough.
# - `simulated_power(theta_a, theta_b, n, alpha, n_experiments, rng)` needs no formula: in each of `n_experiments` ≥ 1
#   experiments draw the successes of the two groups, of `n` ≥ 1 visitors **each**, independently from their binomial
#   distributions; return the share of experiments with `two_proportion_p` below `alpha` (strictly). Take all
#   randomness from `rng`.
#
# All rates lie strictly between 0 and 1. Use `null_and_true_sigma` above; `stats.norm.isf(q)` is $z_q$.
#
# <details><summary>Hint 1</summary>
#
# The formula can be copied term by term. `target` is the power; rounding up is `ceil`, imported at the top.
# </details>
# <details><summary>Hint 2</summary>
#
# `rng.binomial(n, theta_a, size=n_experiments)` gives the successes of A in all experiments at once, and
# `two_proportion_p` takes arrays.
# </details>
# <details><summary>Hint 3</summary>
#
# `root = (stats.norm.isf(alpha / 2) * sigma_0 + stats.norm.isf(1 - target) * sigma_1) / (theta_b - theta_a)`, and the
# answer is `ceil(root**2)`. The share is the `np.mean` of an array of truth values.
# </details>


# %% solution="power"
def sample_size(theta_a: float, theta_b: float, alpha: float, target: float) -> int:
    """Return the number of visitors in each group that gives the power `target`.

    >>> sample_size(0.10, 0.20, 0.05, 0.8)
    199
    """
    ### BEGIN SOLUTION
    if theta_a == theta_b:
        raise ValueError("no sample is large enough to find a difference of 0")
    sigma_0, sigma_1 = null_and_true_sigma(theta_a, theta_b)
    root = (stats.norm.isf(alpha / 2) * sigma_0 + stats.norm.isf(1 - target) * sigma_1) / (theta_b - theta_a)
    return ceil(root**2)
    ### END SOLUTION


def simulated_power(
    theta_a: float, theta_b: float, n: int, alpha: float, n_experiments: int, rng: np.random.Generator
) -> float:
    """Return the share of n_experiments simulated experiments in which the p-value is below alpha.

    >>> simulated_power(0.1, 0.9, 100, 0.05, 50, np.random.default_rng(0))
    1.0
    """
    ### BEGIN SOLUTION
    k_a = rng.binomial(n, theta_a, size=n_experiments)
    k_b = rng.binomial(n, theta_b, size=n_experiments)
    return float(np.mean(two_proportion_p(k_a, n, k_b, n) < alpha))
    ### END SOLUTION


# %% locked="power_oracles"
def power_by_statsmodels(theta_a: float, theta_b: float, n: int, alpha: float) -> float:
    return float(proportion.power_proportions_2indep(theta_b - theta_a, theta_a, n, ratio=1, alpha=alpha).power)


def exact_power(theta_a: float, theta_b: float, n: int, alpha: float) -> float:
    """Return the probability of p < alpha, summed over all possible pairs of counts: no approximation, no chance."""
    k = np.arange(n + 1)
    probability = np.outer(stats.binom.pmf(k, n, theta_a), stats.binom.pmf(k, n, theta_b))
    return float(probability[two_proportion_p(k[:, None], n, k[None, :], n) < alpha].sum())


# %% tests="power" name="sample_size" points=2
for _case, _want in (((0.10, 0.20, 0.05, 0.8), 199), ((0.40, 0.50, 0.05, 0.8), 388)):
    _got = by_hand(sample_size, *_case)
    _number = float(numbers(_got, (), f"sample_size{_case}"))
    _fewer, _enough = (power_by_statsmodels(*_case[:2], _n, 0.05) for _n in (_want - 1, _want))
    assert _number == _want, (
        f"sample_size{_case}: expected {_want} visitors per group, for {_want - 1} give a power of {_fewer:.4f} and "
        f"{_want} of {_enough:.4f}; got {_got}. (alpha / 2 in the first term, sigma_1 in the second, visitors in each group.)"
    )
    assert isinstance(_got, (int, np.integer)), f"a number of visitors is an int, got {type(_got).__name__}."
_error = error_from(sample_size, 0.25, 0.25, 0.05, 0.8)
assert _error == "ValueError", f"for equal rates expected a ValueError, got {_error}."
### BEGIN HIDDEN TESTS
for _case in (
    (0.10, 0.115, 0.05, 0.8),
    (0.115, 0.10, 0.025, 0.9),
    (0.5, 0.53, 0.01, 0.95),
    (0.02, 0.03, 0.05, 0.5),
    (0.4, 0.6, 0.1, 0.99),
    (0.97, 0.5, 0.05, 0.8),
    (0.05, 0.95, 0.2, 0.7),
):
    _got = by_hand(sample_size, *_case)
    _number = float(numbers(_got, (), f"sample_size{_case}"))
    assert np.isfinite(_number) and _number >= 1, (
        f"sample_size{_case}: expected a number of visitors, got {_got}."
    )
    _enough = [
        power_by_statsmodels(_case[0], _case[1], int(_n), _case[2]) for _n in (_number, max(_number - 1, 1))
    ]
    assert _enough[0] >= _case[3], (
        f"sample_size{_case}: {_number:g} visitors per group give a power of {_enough[0]:.5f} only."
    )
    assert _number == 1 or _enough[1] < _case[3], (
        f"sample_size{_case}: one visitor fewer than {_number:g} would do too, with a power of {_enough[1]:.5f}."
    )
### END HIDDEN TESTS
assert isinstance(_got, (int, np.integer)), "a number of visitors is an int."

# %% tests="power" name="simulation" points=2
for _case in ((0.3, 0.5, 60, 0.05), (0.2, 0.2, 60, 0.05)):
    _got = float(
        numbers(by_hand(simulated_power, *_case, 4000, np.random.default_rng(31)), (), "simulated_power")
    )
    _want = exact_power(*_case)
    _allowed = 5.5 * np.sqrt(_want * (1 - _want) / 4000)
    assert abs(_got - _want) < _allowed, (
        f"simulated_power with {_case} and 4000 experiments: the exact power is {_want:.3f}, got {_got:.3f}, further "
        f"away than chance allows ({_allowed:.3f}): are the two groups drawn independently, each at its own rate?"
    )
### BEGIN HIDDEN TESTS
for _case in ((0.9, 0.6, 15, 0.01), (0.1, 0.4, 25, 0.1), (0.45, 0.5, 100, 0.3), (0.5, 0.45, 80, 0.05)):
    _got = float(
        numbers(by_hand(simulated_power, *_case, 4000, np.random.default_rng(32)), (), "simulated_power")
    )
    _want = exact_power(*_case)
    _allowed = 5.5 * np.sqrt(_want * (1 - _want) / 4000)
    assert abs(_got - _want) < _allowed, (
        f"simulated_power with {_case} and 4000 experiments: the exact power is {_want:.3f}, got {_got:.3f}, further "
        f"away than chance allows ({_allowed:.3f})."
    )
_share = float(
    numbers(by_hand(simulated_power, 0.4, 0.5, 50, 0.3, 7, np.random.default_rng(33)), (), "simulated_power")
)
assert min(abs(7 * _share - _k) for _k in range(8)) < 1e-9, (
    f"seven experiments can give 0/7, 1/7, ..., 7/7, got {_share}."
)
_atom = float(two_proportion_p(0, 1, 1, 1))  # with one visitor each, the only p-value besides 1
_share = float(
    numbers(by_hand(simulated_power, 0.5, 0.5, 1, _atom, 50, np.random.default_rng(34)), (), "simulated_power")
)
assert _share == 0.0, (
    f"with one visitor in each group the only p-values are {_atom:.3f} and 1. None is strictly below "
    f"alpha = {_atom:.3f}, so the share is 0.0; got {_share}: `<`, not `<=`."
)
for _theta_a, _theta_b in ((0.4, 0.5), (1e-12, 0.3), (0.3, 1e-12)):  # in the last two only one group is random
    _fault = generator_fault(
        "simulated_power", lambda rng: by_hand(simulated_power, _theta_a, _theta_b, 20, 0.1, 101, rng), ()
    )
    assert _fault == "", f"rates {_theta_a} and {_theta_b}: {_fault} Both groups are to be drawn from it."
### END HIDDEN TESTS
assert 0 <= _got <= 1, "a share lies between 0 and 1."

# %% [markdown]
# The price list of certainty, for a page that converts 10 %. **Predict before you run:** with 300 visitors a day for
# each page, how long must the shop wait to find half a point?

# %%
for _effect in (0.03, 0.015, 0.005):
    n = sample_size(0.10, 0.10 + _effect, 0.05, 0.8)
    found = simulated_power(0.10, 0.10 + _effect, n, 0.05, 4000, np.random.default_rng(0))
    print(f"{100 * _effect:.1f} points: {n:6,} per group, {n / 300:4.0f} days; power by simulation {found:.1%}")

# %% [markdown]
# The simulation finds the power that the formula promised. And half a point takes more than half a year: better
# known before than after.

# %% [markdown]
# **Half way.** This is a good place to rest. You hold two tests of a difference, an interval for any statistic, and
# the number of visitors that an effect needs. What follows is for many questions, many looks, and the A/B test.

# %% [markdown]
# ## 5 · Sixty questions at once
#
# In which of their 30 features do benign and malignant tumours differ? A pilot study has 40 tumours. Beside each
# feature we put a **decoy**, the same column with its rows shuffled, where nothing truly differs: 60 questions, and we
# know 30 answers. Your `welch_test` asks them. **Predict before you run:** each decoy has a 5 % chance of a false
# alarm. How many of 150 such pilots have at least one?

# %%
is_malignant = cancer.target == 0


def pilot_p_values(rng: np.random.Generator) -> np.ndarray:
    """Return 60 p-values for 40 random tumours: 30 features, then their 30 decoys."""
    rows = rng.choice(569, size=40, replace=False)
    table = np.column_stack([cancer.data[rows], cancer.data[rng.permutation(rows)]])
    malignant = is_malignant[rows]
    return np.array([welch_test(column[malignant], column[~malignant])[2] for column in table.T])


rng = np.random.default_rng(4)
pilots = np.array([pilot_p_values(rng) for _ in range(150)])
alarms = (pilots[:, 30:] < 0.05).sum(axis=1)
print(f"false alarms per pilot {alarms.mean():.2f}; at least one in {np.mean(alarms > 0):.0%} of the pilots")

# %% [markdown]
# Whoever looks only for *something* to report finds it in every second pilot. (Not in $1 - 0.95^{30} = 79\,\%$: the
# features are correlated, and false alarms come in clusters.) There are two promises to choose from,
# for $m$ p-values.
#
# **No false alarm at all**, except with probability $\alpha$ at most (the *family-wise error rate*). **Bonferroni**
# compares each $mp$ with $\alpha$: simple and needlessly strict. **Holm** keeps the same promise and finds more: sort
# $p_{(1)} \le \dots \le p_{(m)}$; the smallest pays the factor $m$, the next only $m - 1$, and so on, because after
# each rejection fewer hypotheses are left that could be a false alarm. The first failure ends it. As *adjusted*
# p-values, to be compared with $\alpha$:
#
# $$ \tilde p_{(k)} = \min\Bigl(1,\; \max_{j \le k}\,(m - j + 1)\,p_{(j)}\Bigr). $$
#
# **Few false ones among those reported** (the *false discovery rate*, the expected share of false alarms among the
# rejections, at most $\alpha$). **Benjamini–Hochberg**: find the *largest* $k$ with $p_{(k)} \le \tfrac km\alpha$,
# and reject the $k$ smallest. Adjusted:
#
# $$ \tilde p_{(k)} = \min_{j \ge k}\,\frac mj\,p_{(j)}. $$
#
# Holm's promise holds for any dependence between the tests, the other for independent and for many positively
# dependent ones. By hand, for $p = (0.01, 0.04, 0.03)$:
#
# | sorted | Holm: times 3, 2, 1 | running maximum | Benjamini–Hochberg: times 3/1, 3/2, 3/3 | running minimum, from the last |
# |---|---|---|---|---|
# | 0.01 | 0.03 | 0.03 | 0.03 | 0.03 |
# | 0.03 | 0.06 | 0.06 | 0.045 | 0.04 |
# | 0.04 | 0.04 | 0.06 | 0.04 | 0.04 |
#
# In the order of the question: Holm (0.03, 0.06, 0.06), Benjamini–Hochberg (0.03, 0.04, 0.04).

# %% [markdown]
# ### Exercise 5 · Holm and Benjamini–Hochberg   ●●○ 10 minutes
#
# `holm(p)` and `benjamini_hochberg(p)` take an array of p-values, shape (m,), m ≥ 1, in any order and perhaps with
# ties. They return the adjusted p-values, shape (m,), **in the order of the input**, none above 1. `p` itself must
# not be changed.
#
# <details><summary>Hint 1</summary>
#
# `order = np.argsort(p)`, and `p[order]` is sorted. Write both formulas for sorted values first: each is one
# multiplication by an array, and one running maximum or minimum (`np.maximum.accumulate`, `np.minimum.accumulate`).
# </details>
# <details><summary>Hint 2</summary>
#
# Back to the input's order: `adjusted = np.empty(m)` and then `adjusted[order] = ...`, which is the inverse of
# picking with `[order]`.
# </details>
# <details><summary>Hint 3</summary>
#
# Holm's factors are `np.arange(m, 0, -1)`, Benjamini–Hochberg's `m / np.arange(1, m + 1)`. The running minimum of
# the latter begins at the *largest*: reverse by `[::-1]`, accumulate, reverse back.
# </details>


# %% solution="multiple_comparisons"
def holm(p: np.ndarray) -> np.ndarray:
    """Return Holm's adjusted p-values, shape (m,), in the order of p.

    >>> holm(np.array([0.01, 0.04, 0.03]))
    array([0.03, 0.06, 0.06])
    """
    ### BEGIN SOLUTION
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    adjusted[order] = np.maximum.accumulate(p[order] * np.arange(m, 0, -1))
    return np.minimum(adjusted, 1.0)
    ### END SOLUTION


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Return the p-values adjusted for the false discovery rate, shape (m,), in the order of p.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03]))
    array([0.03, 0.04, 0.04])
    """
    ### BEGIN SOLUTION
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    scaled = p[order] * m / np.arange(1, m + 1)
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return adjusted
    ### END SOLUTION


# %% locked="adjusting_cases"
def adjusting_cases() -> list[np.ndarray]:
    """Return arrays of p-values: few and many, with ties, zeros and ones, small ones among large ones."""
    cases = [[0.3], [0.0, 1.0], [0.02, 0.02, 0.02], [0.04, 0.001, 0.04, 0.5, 0.001]]
    for seed, m in enumerate((7, 30, 200)):
        rng = np.random.default_rng(seed)
        cases.append(rng.random(m) ** rng.integers(1, 4, size=m))
    cases.append([0.011, 0.02, 0.012, 0.013, 0.049])
    return [np.array(case) for case in cases]


def by_statsmodels(p: np.ndarray | list[float], method: str) -> np.ndarray:
    """Return the adjusted p-values as statsmodels has them, without the garbage collection that it asks for."""
    with patch("gc.collect"):
        return multitest.multipletests(p, method=method)[1]


def adjusting_fault(function: Callable, method: str, p: np.ndarray) -> str:
    """Say how function(p) differs from statsmodels; '' if it does not."""
    want, given = by_statsmodels(p, method), p.copy()
    shown = p.round(4).tolist() if len(p) <= 8 else f"{len(p)} random p-values"
    got = numbers(by_hand(lambda: function(given)), (len(p),), f"{function.__name__} for {shown}")
    if not np.array_equal(given, p):
        return f"{function.__name__} changed its input {shown}: work on a copy."
    if np.allclose(got, want, rtol=0, atol=1e-9):
        return ""
    at = int(np.argmax(np.abs(got - want)))
    hint = {
        "holm": "the smallest times m, the next times m - 1, ..., a running maximum, at most 1",
        "fdr_bh": "p times m over its rank, counted from 1; a running minimum from the largest",
    }[method]
    if np.allclose(np.sort(got), np.sort(want), rtol=0, atol=1e-9):
        hint = "the values are right, but not in the input's order: picking with [order] sorts, assigning to [order] undoes it"
    return (
        f"{function.__name__} for {shown}: p = {p[at]:.4f} should be adjusted to {want[at]:.4f}, as statsmodels has it, "
        f"got {got[at]:.4f}: {hint}."
    )


# %% tests="multiple_comparisons" name="holm" points=2
for _p in ([0.01, 0.04, 0.03], [0.04, 0.01, 0.03], [0.5, 0.001, 0.8, 0.6]):
    _fault = adjusting_fault(holm, "holm", np.array(_p))
    assert _fault == "", _fault
### BEGIN HIDDEN TESTS
for _p in adjusting_cases():
    _fault = adjusting_fault(holm, "holm", _p)
    assert _fault == "", _fault
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="multiple_comparisons" name="benjamini_hochberg" points=2
for _p in ([0.01, 0.04, 0.03], [0.04, 0.01, 0.03], [0.5, 0.001, 0.8, 0.6]):
    _fault = adjusting_fault(benjamini_hochberg, "fdr_bh", np.array(_p))
    assert _fault == "", _fault
### BEGIN HIDDEN TESTS
for _p in adjusting_cases():
    _fault = adjusting_fault(benjamini_hochberg, "fdr_bh", _p)
    assert _fault == "", _fault
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% [markdown]
# Try both on the pilots. **Predict before you run:** which rule will find more features, and what will it pay?


# %%
rules = {
    "uncorrected": lambda p: p,
    "Bonferroni": lambda p: 60 * p,
    "Holm": holm,
    "Benjamini-Hochberg": benjamini_hochberg,
}
print(f"{'150 pilots':20s} any decoy   decoys among the found   features found")
for name, _adjust in rules.items():
    found = np.array([_adjust(p) for p in pilots]) < 0.05
    decoys, _total = found[:, 30:].sum(axis=1), np.maximum(found.sum(axis=1), 1)
    print(
        f"{name:20s} {np.mean(decoys > 0):8.0%} {np.mean(decoys / _total):18.1%} {found[:, :30].sum(axis=1).mean():20.1f}"
    )

# %% [markdown]
# Here is one pilot, chosen because a decoy gets through. Holm walks along its line from the left and stops at the first
# point above it; Benjamini–Hochberg looks for the *last* point below its own.

# %%
p_values = pilots[69]
_order, _rank, is_decoy = np.argsort(p_values), np.arange(1, 61), np.arange(60) >= 30
passed = {name: np.sum(np.asarray(adjust(p_values))[is_decoy] < 0.05) for name, adjust in rules.items()}
_, ax = plt.subplots(figsize=(7.5, 4.2))
ax.axhline(0.05, color=GREY, linestyle=":", label="uncorrected: 0.05")
ax.plot(_rank, 0.05 * _rank / 60, color=BLUE, label="Benjamini–Hochberg: 0.05 k / 60")
ax.plot(_rank, 0.05 / (61 - _rank), color=GREEN, linestyle="--", label="Holm: 0.05 / (61 − k)")
for kind, colour, marker, label in ((~is_decoy, "black", "o", "feature"), (is_decoy, ORANGE, "X", "decoy")):
    chosen = kind[_order]
    ax.scatter(_rank[chosen], p_values[_order][chosen], color=colour, marker=marker, s=28, label=label, zorder=3)
ax.set(
    yscale="log",
    ylim=(None, 1.5),
    xlabel="rank k of the p-value",
    ylabel="p-value",
    title=f"Decoys that pass: {passed['uncorrected']} uncorrected, {passed['Benjamini-Hochberg']} by Benjamini–Hochberg, {passed['Holm']} by Holm",
)
ax.legend(fontsize=9, loc="lower right")
plt.show()

# %% [markdown]
# Holm beats Bonferroni by a little, and keeps decoys out of nearly all pilots. Benjamini–Hochberg finds six features
# more and keeps the average share of decoys among its findings at 2.4 % (half of its 5 %, for half of the questions are
# decoys), but lets some decoy into every sixth pilot. So **Holm where one false alarm triggers an action** (a launch, a
# drug), **Benjamini–Hochberg where a list goes to somebody who checks further** (genes, features).

# %% [markdown]
# ## 6 · Looking every day
#
# Now the eleven. Nobody asked sixty questions; one question was asked on 28 days.

# %% [markdown]
# ### Exercise 6 · A result too good   ●●○ 10 minutes
#
# Find where the eleven come from, and mend the procedure, by three short functions:
#
# - `running_p_values(theta_a, theta_b, n_per_day, n_days, n_experiments, rng)`: on each day `n_per_day` new visitors
#   come to each page, and convert independently with probabilities `theta_a` and `theta_b`. Return the array of shape
#   (n_experiments, n_days) whose entry (i, j) is the `two_proportion_p` of **all visitors so far** of experiment i, at
#   the end of day j. All counts are ≥ 1. Take all randomness from `rng`.
# - `alarm_rate(p_values, threshold)` takes such an array and returns the share of the experiments (rows) with a
#   p-value **below** the threshold (strictly) on at least one day.
# - `peeking_threshold(null_p_values, alpha)` is the mend: from such an array, of experiments in which nothing differs,
#   return the threshold at which *their* alarm rate is `alpha`, to within one experiment. (Their smallest p-values all
#   differ.)
#
# <details><summary>Hint 1</summary>
#
# Visitors so far: `.cumsum(axis=1)` of the daily successes, as in the cell `archive`.
# </details>
# <details><summary>Hint 2</summary>
#
# For the threshold: an experiment raises an alarm if and only if its *smallest* p-value is below the threshold. So
# how must the threshold divide the smallest p-values of the experiments?
# </details>
# <details><summary>Hint 3</summary>
#
# `np.quantile(null_p_values.min(axis=1), alpha)`.
# </details>


# %% solution="peeking"
def running_p_values(
    theta_a: float, theta_b: float, n_per_day: int, n_days: int, n_experiments: int, rng: np.random.Generator
) -> np.ndarray:
    """Return the p-values of all visitors so far, day by day, shape (n_experiments, n_days).

    >>> running_p_values(0.1, 0.1, 300, 28, 40, np.random.default_rng(0)).shape
    (40, 28)
    """
    ### BEGIN SOLUTION
    shape = (n_experiments, n_days)
    k_a = rng.binomial(n_per_day, theta_a, size=shape).cumsum(axis=1)
    k_b = rng.binomial(n_per_day, theta_b, size=shape).cumsum(axis=1)
    n = n_per_day * np.arange(1, n_days + 1)
    return two_proportion_p(k_a, n, k_b, n)
    ### END SOLUTION


def alarm_rate(p_values: np.ndarray, threshold: float) -> float:
    """Return the share of experiments, rows of p_values, with a p-value below the threshold on some day.

    >>> alarm_rate(np.array([[0.5, 0.04, 0.2], [0.3, 0.6, 0.05]]), 0.05)
    0.5
    """
    ### BEGIN SOLUTION
    return float(np.mean((p_values < threshold).any(axis=1)))
    ### END SOLUTION


def peeking_threshold(null_p_values: np.ndarray, alpha: float) -> float:
    """Return the threshold at which a share alpha of these experiments, rows, raises an alarm on some day.

    >>> peeking_threshold(np.array([[0.9, 0.1], [0.2, 0.8], [0.3, 0.7]]), 0.5)
    0.2
    """
    ### BEGIN SOLUTION
    return float(np.quantile(null_p_values.min(axis=1), alpha))
    ### END SOLUTION


# %% tests="peeking" name="running" points=2
_got = by_hand(running_p_values, 0.3, 0.3, 200, 5, 4000, np.random.default_rng(41))
_got = numbers(_got, (4000, 5), "running_p_values(0.3, 0.3, 200, 5, 4000, rng)")
assert np.all((_got >= 0) & (_got <= 1)), "p-values lie between 0 and 1."
assert len(np.unique(_got[:, 0])) > 1, "all experiments have the same p-value on day 1: each is to be drawn by itself."
for _day in (0, 4):
    _share, _want = float(np.mean(_got[:, _day] < 0.05)), exact_power(0.3, 0.3, 200 * (_day + 1), 0.05)
    assert abs(_share - _want) < 5.5 * np.sqrt(_want * (1 - _want) / 4000), (
        f"with equal pages the share of p < 0.05 on day {_day + 1} alone should be about {_want:.3f}, got {_share:.3f}."
    )
_share = float(np.mean((_got < 0.05).any(axis=1)))
assert 0.115 < _share < 0.172, (
    f"five looks at equal pages raise an alarm in about 14 % of the experiments, got {_share:.1%}: does each p-value use "
    "all visitors so far, and not only those of its day, and do the experiments differ from each other?"
)
### BEGIN HIDDEN TESTS
for _case in ((0.4, 0.5, 50, 4), (0.6, 0.4, 10, 3), (0.5, 0.5, 1, 6), (0.25, 0.35, 40, 1)):
    _theta_a, _theta_b, _n, _days = _case
    _got = by_hand(running_p_values, *_case, 3000, np.random.default_rng(42))
    _got = numbers(_got, (3000, _days), f"running_p_values{_case}, 3000 experiments")
    for _day in range(_days):
        for _level in (0.05, 0.4):
            _share, _want = (
                float(np.mean(_got[:, _day] < _level)),
                exact_power(_theta_a, _theta_b, _n * (_day + 1), _level),
            )
            assert abs(_share - _want) < 5.5 * np.sqrt(_want * (1 - _want) / 3000) + 1e-9, (
                f"rates {_theta_a} and {_theta_b}, {_n} visitors a day: on day {_day + 1} the share of p < {_level} should be "
                f"about {_want:.3f}, got {_share:.3f}."
            )
_got = numbers(
    by_hand(running_p_values, 0.3, 0.4, 20, 4, 1, np.random.default_rng(43)), (1, 4), "one experiment"
)
for _theta_a, _theta_b in ((0.4, 0.5), (1e-12, 0.3), (0.3, 1e-12)):  # in the last two only one page is random
    _fault = generator_fault(
        "running_p_values", lambda rng: by_hand(running_p_values, _theta_a, _theta_b, 30, 3, 2, rng), (2, 3)
    )
    assert _fault == "", f"rates {_theta_a} and {_theta_b}: {_fault} Both pages are to be drawn from it."
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "p-values should be finite."

# %% tests="peeking" name="alarms" points=1
_p = np.array([[0.5, 0.04, 0.2], [0.3, 0.6, 0.05], [0.9, 0.8, 0.7], [0.01, 0.02, 0.03]])
for _threshold, _want in ((0.05, 0.5), (0.04, 0.25), (0.0501, 0.75), (0.01, 0.0), (0.71, 1.0)):
    _got = float(numbers(by_hand(alarm_rate, _p, _threshold), (), "alarm_rate"))
    assert abs(_got - _want) < 1e-9, (
        f"for {_p.tolist()} and the threshold {_threshold} expected the alarm rate {_want}, got {_got}: a row counts once, "
        "if any of its p-values is strictly below."
    )
### BEGIN HIDDEN TESTS
for _seed, _shape in enumerate(((1, 1), (7, 1), (1, 9), (50, 12))):
    _p = np.random.default_rng(_seed).random(_shape)
    for _threshold in (0.05, 0.3, float(_p.min()), 1.5):
        _got = float(numbers(by_hand(alarm_rate, _p, _threshold), (), "alarm_rate"))
        _want = sum(min(_row) < _threshold for _row in _p.tolist()) / _shape[0]
        assert abs(_got - _want) < 1e-9, (
            f"for random p-values of shape {_shape} and the threshold {_threshold:.3f} expected {_want}, got {_got}."
        )
### END HIDDEN TESTS
assert 0 <= _got <= 1, "a share lies between 0 and 1."

# %% tests="peeking" name="threshold" points=2
for _seed, (_n, _days, _alpha) in enumerate(((1000, 4, 0.05), (400, 28, 0.1))):
    _p = np.random.default_rng(_seed).random((_n, _days))
    _got = float(numbers(by_hand(peeking_threshold, _p, _alpha), (), "peeking_threshold"))
    _alarms = int(np.sum(_p.min(axis=1) < _got))
    assert abs(_alarms - _alpha * _n) <= 1 + 1e-9, (
        f"of {_n} experiments with {_days} looks each, {_alpha:.0%} should raise an alarm, that is {_alpha * _n:g}; with your "
        f"threshold {_got:.5f} it is {_alarms}: an experiment raises one if its smallest p-value is below. Read the threshold "
        "off these experiments."
    )
### BEGIN HIDDEN TESTS
for _seed, (_n, _days, _alpha) in enumerate(((500, 1, 0.05), (2000, 10, 0.01), (300, 3, 0.5), (100, 50, 0.05))):
    _p = np.random.default_rng(50 + _seed).random((_n, _days)) ** 2
    _got = float(numbers(by_hand(peeking_threshold, _p, _alpha), (), "peeking_threshold"))
    _alarms = int(np.sum(_p.min(axis=1) < _got))
    assert abs(_alarms - _alpha * _n) <= 1 + 1e-9, (
        f"of {_n} experiments with {_days} looks each, {_alpha * _n:g} should raise an alarm; with your threshold "
        f"{_got:.6f} it is {_alarms}."
    )
_null = two_proportion_p(
    *(
        _count
        for _k in np.random.default_rng(54).binomial(500, 0.3, size=(2, 8000, 5)).cumsum(axis=2)
        for _count in (_k, 500 * np.arange(1, 6))
    )
)
_got = float(numbers(by_hand(peeking_threshold, _null, 0.05), (), "peeking_threshold"))
assert 0.0115 < _got < 0.02, (
    f"for five looks the textbook threshold (Pocock's) is 0.0158, got {_got:.4f} from 8000 simulated experiments."
)
### END HIDDEN TESTS
assert 0 < _got < 1, "a threshold lies between 0 and 1."

# %% [markdown]
# Explain the eleven, and find this shop's honest threshold. **Predict before you run:** for 28 looks, must it fall to
# 0.05/28 = 0.0018, as Bonferroni says, or is that needlessly strict?

# %%
null_p = np.asarray(running_p_values(0.10, 0.10, 300, 28, 10_000, np.random.default_rng(7)))
fresh_p = np.asarray(running_p_values(0.10, 0.10, 300, 28, 10_000, np.random.default_rng(8)))
honest = peeking_threshold(null_p, 0.05)
print(f"false alarms with one look, on day 28: {alarm_rate(null_p[:, -1:], 0.05):.1%}")
print(f"with a look every day:                 {alarm_rate(null_p, 0.05):.1%}")
print(f"daily, honest threshold {honest:.4f}:        {alarm_rate(fresh_p, honest):.1%} of fresh experiments")
print(f"the archive with the honest threshold: {40 * alarm_rate(archive_p, honest):.0f} of 40")

# %%
_, ax = plt.subplots(figsize=(7.5, 3.8))
for threshold, colour in ((0.05, ORANGE), (honest, BLUE)):
    rates = [100 * alarm_rate(fresh_p[:, :k], threshold) for k in days]
    ax.plot(days, rates, color=colour, marker="o", markersize=3)
    ax.text(20, rates[19] + 1.2, f"threshold {threshold:.2g}", color=colour, ha="right")
ax.axhline(5, color=GREY, linestyle="--", linewidth=1)
ax.text(6.2, 5.4, "promised", color=GREY)
ax.set(
    xlabel="days with a look at the p-value",
    ylabel="equal pages declared different (%)",
    ylim=(0, 32),
    title=f"Looking every day turns 5 % of false alarms into {100 * alarm_rate(fresh_p, 0.05):.0f} %",
)
plt.show()

# %% [markdown]
# Daily looks raise an alarm in 28 % of the experiments without an effect, and 28 % of 40 is eleven. No pages need to
# differ to explain them. The honest threshold, 0.0070, is four times Bonferroni's, because today's p-value shares most
# of its visitors with yesterday's.
#
# Two procedures are honest: **look once**, at the end that was planned, with 0.05; or **look often with the lower
# threshold**, which costs power, and may stop early when the effect is large. Not honest: looking often with 0.05, or
# "just one more week" because $p = 0.06$.

# %% [markdown]
# ## 7 · An A/B test, from the design to the decision
#
# A contract with yourself, written before the first visitor:
#
# | decided before | here |
# |---|---|
# | **goals**: to improve *one* is reason to ship | signed up; filled a basket. Two chances of a false alarm: **Holm** |
# | **guardrails**: must not get worse | loaded within 2 s; no error page. They can only *stop* a launch, and missed harm costs more than a false alarm: each at the full $\alpha$, uncorrected |
# | minimal effect, $\alpha$, power, hence $n$ | 10 % → 11.5 %, 0.05, 80 %. By Holm the smaller p-value must pass $\alpha/2$: plan with that |
# | when to look | once, when $n$ is reached. Before that the report shows **no numbers** |
#
# Each goal is reported with its interval, of confidence $c$. Here each page has its own rate, so the standard error is
# *not* pooled:
#
# $$ \hat\theta_B - \hat\theta_A \;\pm\; z_{(1-c)/2}\,\sqrt{\frac{\hat\theta_A(1-\hat\theta_A)}{n_A} + \frac{\hat\theta_B(1-\hat\theta_B)}{n_B}}. $$


# %% locked="report"
class Counts(NamedTuple):
    """Successes k and visitors n of both pages, for one metric; more successes are better."""

    k_a: int
    n_a: int
    k_b: int
    n_b: int


@dataclass
class Report:
    """The outcome of an A/B test."""

    decision: str  # "wait", "ship" or "keep A"
    goals: dict[str, tuple[float, float, float, float]]  # difference B - A, low, high, Holm's adjusted p-value


def difference_interval(counts: Counts, confidence: float) -> tuple[float, float, float]:
    """Return the difference of the rates, B minus A, and the ends of its interval.

    >>> [round(v, 4) for v in difference_interval(Counts(50, 100, 60, 100), 0.95)]
    [0.1, -0.0372, 0.2372]
    """
    k_a, n_a, k_b, n_b = counts
    rate_a, rate_b = k_a / n_a, k_b / n_b
    se = np.sqrt(rate_a * (1 - rate_a) / n_a + rate_b * (1 - rate_b) / n_b)
    half_width = stats.norm.isf((1 - confidence) / 2) * se
    difference = rate_b - rate_a
    return float(difference), float(difference - half_width), float(difference + half_width)


# %% [markdown]
# ### Exercise 7 · The decision   ●●● 12 minutes
#
# `decide(goals, guardrails, n_planned, alpha)` takes two dicts from names to `Counts`, of which `goals` has at least
# one entry and `guardrails` may be empty, and returns a `Report`.
#
# 1. If **any** goal (guardrails do not matter here) has fewer than `n_planned` visitors in **either** group:
#    `Report("wait", {})`.
# 2. Otherwise `goals` of the report holds for every goal the tuple (difference, low, high, adjusted p-value): the
#    first three by `difference_interval` with confidence 1 − `alpha`, the last by Holm over all goals.
# 3. The decision is `"ship"` if at least one goal is better (adjusted p-value below `alpha`, difference > 0), no
#    goal is worse (adjusted p-value below `alpha`, difference < 0), and no guardrail is worse (its *own* p-value below
#    `alpha`, difference < 0). In all other cases it is `"keep A"`.
#
# A p-value of exactly `alpha` is not below it. Take all p-values from `two_proportion_p`.
#
# <details><summary>Hint 1</summary>
#
# `two_proportion_p(*counts)` works, since `Counts` is a tuple. Write the three points one after the other; point 1
# returns at once.
# </details>
# <details><summary>Hint 2</summary>
#
# For the goals: an array of p-values by a list comprehension over `goals.values()`, adjusted as a whole, then `zip`
# with the names.
# </details>
# <details><summary>Hint 3</summary>
#
# `better = any(p < alpha and difference > 0 for difference, _, _, p in goals_report.values())`, the same with `< 0`
# for `worse`, and for guardrails `two_proportion_p(*c) < alpha and difference_interval(c, 0.95)[0] < 0`. Ship if
# better, not worse, and no guardrail is worse.
# </details>


# %% solution="ab_test"
def decide(goals: dict[str, Counts], guardrails: dict[str, Counts], n_planned: int, alpha: float) -> Report:
    """Return the report of an A/B test that was planned for n_planned visitors in each group.

    >>> decide({"signed up": Counts(10, 99, 20, 120)}, {}, 100, 0.05)
    Report(decision='wait', goals={})
    """
    ### BEGIN SOLUTION
    if any(min(counts.n_a, counts.n_b) < n_planned for counts in goals.values()):
        return Report("wait", {})
    adjusted = holm(np.array([two_proportion_p(*counts) for counts in goals.values()]))
    findings = {
        name: (*difference_interval(counts, 1 - alpha), float(p))
        for (name, counts), p in zip(goals.items(), adjusted)
    }
    significant = [difference for difference, _, _, p in findings.values() if p < alpha]
    broken = any(
        two_proportion_p(*counts) < alpha and counts.k_b / counts.n_b < counts.k_a / counts.n_a
        for counts in guardrails.values()
    )
    return Report("ship" if significant and min(significant) > 0 and not broken else "keep A", findings)
    ### END SOLUTION


# %% locked="report_of"
def report_of(*arguments) -> Report:
    """Return the student's report; an AssertionError says so if it is none."""
    report = by_hand(decide, *arguments)
    assert report is not None, "decide returned None: did you forget `return`?"
    assert isinstance(report, Report), f"decide should return a Report, got {type(report).__name__}."
    for part, kind in ((report.decision, str), (report.goals, dict)):
        assert isinstance(part, kind), f"a Report holds a str and a dict, got {report}."
    return report


BETTER, WORSE, SAME = (
    Counts(1000, 9000, 1200, 9000),
    Counts(1200, 9000, 1000, 9000),
    Counts(1000, 9000, 1010, 9000),
)
SLIGHT = Counts(1000, 9000, 1095, 9000)  # p = 0.027 by itself
SLIGHTLY_WORSE = Counts(1095, 9000, 1000, 9000)

# %% tests="ab_test" name="no_peeking" points=1
for _n_a, _n_b in ((8999, 20_000), (20_000, 8999), (8000, 8000)):
    _got = report_of({"signed up": Counts(500, _n_a, 1200, _n_b)}, {}, 9000, 0.05)
    assert _got.decision == "wait" and len(_got.goals) == 0, (
        f"{_n_a} and {_n_b} visitors of 9000 planned: expected Report('wait', {{}}), got {_got}: no number before the end."
    )
_got = report_of({"signed up": BETTER}, {}, 9000, 0.05)
assert _got.decision != "wait", "with exactly the 9000 planned visitors in both groups it is time to decide."
### BEGIN HIDDEN TESTS
_early = Counts(900, 8999, 1200, 9000)
for _goals in (
    {"a": BETTER, "b": _early},
    {"a": _early, "b": BETTER},
    {"a": BETTER, "b": BETTER, "c": Counts(10, 9100, 9, 50)},
):
    _got = report_of(_goals, {}, 9000, 0.05)
    assert _got.decision == "wait" and len(_got.goals) == 0, (
        f"one goal of {len(_goals)} has too few visitors: expected 'wait', got {_got}."
    )
_got = report_of({"a": BETTER}, {"g": Counts(5, 9, 4, 9)}, 9000, 0.05)
assert _got.decision != "wait", f"only the goals' visitors count for waiting, got {_got.decision!r}."
### END HIDDEN TESTS
assert isinstance(_got, Report), "decide should return a Report."

# %% tests="ab_test" name="decision" points=3
for _goals, _guardrails, _want, _why in (
    ({"a": BETTER}, {}, "ship", "the goal is clearly better"),
    ({"a": WORSE}, {}, "keep A", "the goal is clearly worse"),
    ({"a": SAME}, {}, "keep A", "nothing is significant"),
    ({"a": BETTER, "b": SAME}, {"g": SAME}, "ship", "one goal is better, nothing is worse"),
    ({"a": BETTER, "b": SAME}, {"g": WORSE}, "keep A", "a guardrail is worse"),
    ({"a": SLIGHT, "b": SAME}, {}, "keep A", "p = 0.027 times 2, by Holm, is above 0.05"),
    ({"a": BETTER}, {"g": BETTER, "h": SLIGHT}, "ship", "guardrails may get better"),
    (
        {"a": BETTER},
        {"g": SLIGHTLY_WORSE, "h": SAME, "i": SAME},
        "keep A",
        "the guardrail g has p = 0.027, and guardrails are not corrected",
    ),
):
    _got = report_of(_goals, _guardrails, 9000, 0.05).decision
    assert _got == _want, (
        f"goals {_goals}, guardrails {_guardrails}: expected {_want!r}, for {_why}, got {_got!r}."
    )
### BEGIN HIDDEN TESTS
_p = float(two_proportion_p(*SLIGHT))
for _goals, _guardrails, _alpha, _want, _why in (
    ({"a": SLIGHT}, {}, 0.05, "ship", "a single goal needs no correction"),
    ({"a": SLIGHT}, {}, 0.02, "keep A", "p = 0.027 is above alpha = 0.02"),
    ({"a": SLIGHT}, {}, _p, "keep A", "alpha here is exactly the goal's p-value, which is not below it"),
    ({"a": SLIGHT, "b": BETTER}, {}, 0.05, "ship", "both goals are better"),
    ({"a": SAME, "b": SAME, "c": BETTER}, {}, 0.05, "ship", "the third goal is better"),
    ({"a": BETTER, "b": WORSE}, {}, 0.05, "keep A", "the second goal is worse"),
    (
        {"a": BETTER, "b": SLIGHTLY_WORSE},
        {},
        0.05,
        "keep A",
        "by Holm the second goal has p = 0.027 and is worse",
    ),
    (
        {"a": BETTER, "b": SLIGHTLY_WORSE, "c": SAME},
        {},
        0.05,
        "ship",
        "by Holm the second of three has p = 0.054",
    ),
    (
        {"a": BETTER},
        {"g": SAME, "h": SLIGHTLY_WORSE},
        _p,
        "ship",
        "alpha here is exactly the p-value of the guardrail h, which is not below it",
    ),
    ({"a": SAME}, {"g": BETTER}, 0.05, "keep A", "a better guardrail is no goal"),
    (
        {"a": BETTER},
        {"g": Counts(0, 9000, 0, 9000)},
        0.05,
        "ship",
        "a guardrail without any success in both groups is not worse",
    ),
    (
        {"a": BETTER},
        {"g": Counts(4000, 9000, 2500, 4500)},
        0.05,
        "ship",
        "by rates, not counts, this guardrail is better",
    ),
    ({"a": Counts(4000, 9500, 4050, 12_000)}, {}, 0.05, "keep A", "by rates, not counts, this goal is worse"),
):
    _got = report_of(_goals, _guardrails, 9000, _alpha).decision
    assert _got == _want, (
        f"goals {_goals}, guardrails {_guardrails}, alpha {_alpha:.4g}: expected {_want!r}, for {_why}, got {_got!r}."
    )
### END HIDDEN TESTS
assert _got in ("ship", "keep A"), "the decision is one of the two."

# %% tests="ab_test" name="findings" points=2
_got = report_of({"a": BETTER, "b": SLIGHT}, {}, 9000, 0.05)
assert sorted(_got.goals) == ["a", "b"], f"the report should hold the goals a and b, got {sorted(_got.goals)}."
for _name, _counts in (("a", BETTER), ("b", SLIGHT)):
    _row = numbers(_got.goals[_name], (4,), f"the report on goal {_name}")
    _difference = _counts.k_b / _counts.n_b - _counts.k_a / _counts.n_a
    assert abs(_row[0] - _difference) < 1e-9 and _row[1] < _row[0] < _row[2], (
        f"goal {_name}: expected (difference, low, high, p) with the difference {_difference:.5f}, got {_row.round(5).tolist()}."
    )
_pair = by_statsmodels([float(two_proportion_p(*BETTER)), float(two_proportion_p(*SLIGHT))], "holm")
_rows = np.array([_got.goals["a"][3], _got.goals["b"][3]], dtype=float)
assert np.allclose(_rows, _pair, rtol=0, atol=1e-9), (
    f"expected Holm's adjusted p-values {', '.join(f'{_p:.3g}' for _p in _pair)} of the two goals, got "
    f"{', '.join(f'{_p:.3g}' for _p in _rows)}."
)
### BEGIN HIDDEN TESTS
_goals = {"z": Counts(300, 9500, 380, 9900), "y": SAME, "x": SLIGHT, "w": Counts(7000, 9000, 6900, 9000)}
for _alpha in (0.05, 0.2):
    _got = report_of(_goals, {"g": WORSE}, 9000, _alpha)
    assert sorted(_got.goals) == sorted(_goals), (
        f"expected the goals {sorted(_goals)}, got {sorted(_got.goals)}."
    )
    _adjusted = by_statsmodels([float(two_proportion_p(*_c)) for _c in _goals.values()], "holm")
    for (_name, _c), _p in zip(_goals.items(), _adjusted):
        _theta_a, _theta_b = _c.k_a / _c.n_a, _c.k_b / _c.n_b
        _se = np.sqrt(_theta_a * (1 - _theta_a) / _c.n_a + _theta_b * (1 - _theta_b) / _c.n_b)
        _want = [_theta_b - _theta_a, *stats.norm.interval(1 - _alpha, _theta_b - _theta_a, _se), _p]
        _row = numbers(_got.goals[_name], (4,), f"the report on goal {_name}")
        assert np.allclose(_row, _want, rtol=0, atol=1e-9), (
            f"goal {_name} of four, alpha {_alpha}: expected {np.round(_want, 5).tolist()}, got {_row.round(5).tolist()}."
        )
### END HIDDEN TESTS
assert isinstance(_got, Report), "decide should return a Report."

# %% [markdown]
# Run one, from the plan. The visitors are made: independent, and dealt at random, as a sound A/B test has them. This
# time B really improves the sign-ups, and nothing else. **Predict before you run:** what will the report say?

# %%
n_planned = sample_size(0.10, 0.115, alpha=0.05 / 2, target=0.80)
print(f"planned: {n_planned:,} visitors per group, {ceil(n_planned / 300)} days at 300 a day")

# %%
TRUTH = {  # rates of A and B
    "goals": {"signed up": (0.10, 0.115), "filled a basket": (0.30, 0.30)},
    "guardrails": {"loaded within 2 s": (0.95, 0.95), "no error page": (0.99, 0.99)},
}


def simulate(truth: dict, n: int, rng: np.random.Generator) -> list[dict[str, Counts]]:
    """Return the goals and the guardrails of n visitors in each group."""
    return [
        {name: Counts(rng.binomial(n, a), n, rng.binomial(n, b), n) for name, (a, b) in role.items()}
        for role in truth.values()
    ]


report = decide(*simulate(TRUTH, 28 * 300, np.random.default_rng(0)), n_planned, 0.05)
print(report.decision)
for name, (_difference, low, high, p) in report.goals.items():
    print(
        f"{name:16s} {100 * _difference:+.2f} points, 95 % from {100 * low:+.2f} to {100 * high:+.2f}, adjusted p = {p:.4f}"
    )

# %% [markdown]
# Read the interval, not only the verdict: the gain may be a tenth of the hoped-for one, or a third more.
#
# A tool that decides is itself to be tested. **Predict before you run:** how often does it ship an equal page, a better
# one, and one that is better but slower?

# %%
EQUAL = {role: {name: (a, a) for name, (a, _) in rates.items()} for role, rates in TRUTH.items()}
SLOWER = TRUTH | {"guardrails": {"loaded within 2 s": (0.95, 0.935), "no error page": (0.99, 0.99)}}
for name, truth in (("equal", EQUAL), ("better", TRUTH), ("better, but slower", SLOWER)):
    rng = np.random.default_rng(5)
    shipped = [decide(*simulate(truth, 28 * 300, rng), n_planned, 0.05).decision == "ship" for _ in range(2000)]
    print(f"{name:20s} shipped in {np.mean(shipped):.1%} of 2000 experiments")

# %% [markdown]
# Equal pages ship in two cases of a hundred: $\alpha$ allows five false alarms, of which half point the wrong way.
# The better page ships three times in four: the 80 % that we planned, less the launches that a guardrail stopped by
# false alarm. What this price buys is the last line.

# %% [markdown]
# ## What you can do now
#
# | | at work |
# |---|---|
# | ☑ test a difference by shuffling and by Welch's t-test | is the new model better, or lucky in its test set? |
# | ☑ put an interval around any statistic by the bootstrap | error bars for any metric without a formula |
# | ☑ find the sample size, and check its power by simulation | refusing experiments that cannot answer |
# | ☑ correct for many questions and for many looks | feature screening, dashboards, early stopping |
# | ☑ run an A/B test from design to decision | every launch of a model |
#
# This ends the module on mathematics. Next, in
# [NumPy and vectorisation](../../02_python_and_ml/numpy_vectorisation/numpy_vectorisation.ipynb), the loops of this
# lesson learn to run many times faster.
#
# **Go further**
#
# - MIT OCW
#   [18.05, Introduction to Probability and Statistics](https://ocw.mit.edu/courses/18-05-introduction-to-probability-and-statistics-spring-2022/),
#   the readings on significance tests, confidence intervals and the bootstrap, with solved problems.
# - R. Kohavi, D. Tang and Y. Xu, *Trustworthy Online Controlled Experiments* (Cambridge, 2020): what goes wrong in
#   practice, by people who ran tens of thousands of them.
# - B. Efron and T. Hastie, [*Computer Age Statistical Inference*](https://hastie.su.domains/CASI/) (2016), chapters
#   10, 11 and 15: the bootstrap, better intervals, false discoveries.
