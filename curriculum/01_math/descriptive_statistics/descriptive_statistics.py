# ---
# title: Descriptive statistics
# minutes: 120
# difficulty: 2
# prerequisites: [vectors_and_matrices, probability_distributions, bayesian_inference]
# summary: Take five findings apart that are computed correctly and wrong, and build a data report that does not fall for them.
# proves:
#   stats.descriptive: [robust, ecdf, correlation, traps, simpson, sampling, report]
# ---

# %% [markdown]
# # Descriptive statistics
#
# A report of five lines is on its way to the board. The data come from published tables, every number is computed by
# the right formula, and you will find no slip in the code that prints them.

# %% locked="imports"
import sys
import warnings
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from unittest.mock import patch

import matplotlib.pyplot as plt
import numpy as np
from scipy import stats
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.preprocessing import StandardScaler
from statsmodels.datasets import co2, macrodata, strikes

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

# %% locked="data"
# Carbon dioxide in the air over Mauna Loa, a value a week, in parts per million (ppm).
weekly = co2.load_pandas().data["co2"]
weekly_file = weekly.fillna(-99.99).to_numpy()  # with gaps marked as NOAA's monthly file has marked them
co2_by_year = weekly.groupby(weekly.index.year).mean().loc[1959:2001].to_numpy()

# The economy of the United States, quarter by quarter; money is the M1 supply, in billions of dollars.
quarters = macrodata.load_pandas().data
money_by_year = quarters.groupby("year")["m1"].mean().loc[1959:2001].to_numpy()

# 442 people with diabetes; here the body mass index (kg/m²) and the mean blood pressure (mmHg).
diabetes = load_diabetes(scaled=False)
bmi, bp, progression = diabetes.data[:, 2], diabetes.data[:, 3], diabetes.target
risk = (bmi - bmi.mean()) / bmi.std() + (bp - bp.mean()) / bp.std()
referred = risk > np.quantile(risk, 0.75)  # the patients whom a clinic gets to see

# How many days each of 62 strikes lasted, and the strikes that an inspector meets on 5000 random days.
durations = strikes.load_pandas().data["duration"].to_numpy()
met = np.random.default_rng(0).choice(durations, size=5000, p=durations / durations.sum())

# Kidney stones. Rows: small stones, large stones. Columns: treatment A, treatment B.
cured = np.array([[81, 234], [192, 55]])
treated = np.array([[87, 270], [263, 80]])

# 569 breast tumours.
cancer = load_breast_cancer()
names = list(cancer.feature_names)
benign = cancer.target == 1

# %%
rate_a, rate_b = cured.sum(axis=0) / treated.sum(axis=0)
print(f"1. The air over Mauna Loa held, from 1958 to 2001, {weekly_file.mean():.1f} ppm of CO2 on average.")
print(f"2. Carbon dioxide rises with the money supply: r = {np.corrcoef(co2_by_year, money_by_year)[0, 1]:.2f}.")
print(f"3. Treatment B cures more patients: {rate_b:.0%}, against {rate_a:.0%} for A.")
print(f"4. A strike lasts {met.mean():.0f} days on average.")
print(f"5. Heavier patients have lower blood pressure: r = {np.corrcoef(bmi[referred], bp[referred])[0, 1]:.2f}.")

# %% [markdown]
# **Predict before you read on:** which of the five would you sign?
#
# None is true as a reader will take it. The mean is 11 ppm too low, nearly nine years of growth. Money has nothing to do
# with the air. Treatment A does better, with small stones and with large. A strike lasts less than half as long. Blood
# pressure *rises* with weight. A summary throws away nearly all of the data, and what it throws away may be the point.
#
# At the end you print the five lines again, mended, and own a data report that survives real tables.
#
# **You will be able to**
#
# 1. summarise a column by a centre and a spread that bad values do not bend;
# 2. describe a distribution by its ECDF, and say exactly which quantile you mean;
# 3. compute correlations of values and of ranks, and see through outliers and trends;
# 4. detect Simpson's paradox, and compare groups by direct standardisation;
# 5. mend a biased sample by weights, where that is possible;
# 6. standardise by training data only, also where values are missing or a column is constant.
#
# **Before this:** [Vectors and matrices](../vectors_and_matrices/vectors_and_matrices.ipynb),
# [Probability distributions](../probability_distributions/probability_distributions.ipynb),
# [Bayesian inference](../bayesian_inference/bayesian_inference.ipynb). **Not here:** whether a difference may be luck
# (the next lesson), and what causes what.
#
# **Data.** Weekly CO₂: Keeling and Whorf, Scripps Institution of Oceanography; US economy: Federal Reserve Bank of
# St. Louis; strikes: Kennan, *Journal of Econometrics* 28 (1985); all public domain, by statsmodels. Diabetes: Efron
# and others (2004); tumours: Wolberg and others, *Breast Cancer Wisconsin (Diagnostic)*, CC BY 4.0; both by
# scikit-learn. Kidney stones: Charig and others, *British Medical Journal* 292 (1986), p. 879. For lines 1, 4 and 5 the
# data cell *does* something to the real data; the sections say what.

# %% [markdown]
# ### Warm-up
#
# 1. What did *Vectors and matrices* call the cosine of the angle between two columns from which their means were
#    subtracted?
#
# <details><summary>Answer</summary>
#
# Their correlation: $\mathbf{x}^\top\mathbf{z}/(\lVert\mathbf{x}\rVert\,\lVert\mathbf{z}\rVert)$ for centred
# $\mathbf{x}$, $\mathbf{z}$. As a cosine it lies between −1 and 1.
# </details>
#
# 2. Draws from the Cauchy distribution have an average that never settles. Which summary of them does?
#
# <details><summary>Answer</summary>
#
# The median. A single monstrous draw carries the average away; the median only counts how many values lie on either
# side.
# </details>
#
# 3. Half of the patients have small stones. Of those, 90 % are cured, of the others 60 %. What is the probability of
#    a cure?
#
# <details><summary>Answer</summary>
#
# By the law of total probability
# $P(\text{cure}) = \sum_g P(\text{cure}\mid g)\,P(g) = 0.9\cdot 0.5 + 0.6\cdot 0.5 = 0.75$. Remember the two
# ingredients: rates *within* groups, and the *mix* of groups.
# </details>

# %% [markdown]
# ## 1 · Centre and spread that a bad value does not bend
#
# Line 1 first. In 59 of the 2284 weeks nothing was measured. NOAA's monthly file for the same mountain has long
# marked such gaps by −99.99, a **sentinel**: a value that stands for "no value". (statsmodels has `nan`; the data cell
# put the sentinel back.) Whoever has not read the documentation averages it in, and nothing warns.
#
# The usual defence is the **three-sigma rule**: throw out what is more than three standard deviations from the mean.
# Of ten thermometers one is broken and writes −999. **Predict** whether the rule finds it.

# %%
readings = np.array([12.0, 11.0, 13.0, 12.0, 14.0, 10.0, 13.0, 12.0, 11.0, -999.0])
z = (readings - readings.mean()) / readings.std(ddof=1)
print("mean", readings.mean(), "  standard deviation", readings.std(ddof=1).round(1))
print("z-scores", z.round(2))

# %% [markdown]
# It does not: the broken one has $z = -2.85$, for it has blown up the very standard deviation by which it is judged.
# This is called **masking**. It is not bad luck: among $n$ values no z-score (with $s$, `ddof=1`) can exceed
# $(n-1)/\sqrt n$ in size, which for $n=10$ is 2.85.
#
# So we want summaries that are not carried away in the first place. The **breakdown point** of a summary is the
# smallest share of the values that an enemy has to replace, by whatever he likes, to carry it beyond every bound. Sort
# the sample, $x_{(1)}\le x_{(2)}\le\dots\le x_{(n)}$:
#
# | summary | formula | breakdown point |
# |---|---|---|
# | mean $\bar x$ | $\frac1n\sum_i x_i$ | $1/n$: one value suffices |
# | trimmed mean, share $\tau$ | mean of $x_{(g+1)},\dots,x_{(n-g)}$, with $g=\lfloor \tau n\rfloor$ | $(g+1)/n$, about $\tau$ |
# | median $\tilde x$ | the middle value; the mean of the two middle ones if $n$ is even | about ½ |
# | standard deviation $s$ | $\sqrt{\frac{1}{n-1}\sum_i (x_i-\bar x)^2}$ | $1/n$ |
# | MAD, scaled | $\dfrac{1}{\Phi^{-1}(3/4)}\;\operatorname{median}_i\,\lvert x_i-\tilde x\rvert$ | about ½ |
#
# The **MAD** (median absolute deviation) is the spread's answer to the median. For 1, 2, 3, 4, 100, with the median 3,
# the distances are 2, 1, 0, 1, 97; their median is 1, and the scaled MAD 1.4826, while $s = 43.6$. The factor
# $1/\Phi^{-1}(3/4) \approx 1.4826$, where $\Phi$ is the distribution function of the standard normal, makes the MAD
# estimate $\sigma$ when the data *are* normal. Both MAD and $s$ have the unit of the data.

# %% [markdown]
# **Three rules for all exercises of this lesson.** Your functions leave the arrays that they are given unchanged.
# Arrays hold floats or integers (products of large integers overflow), and a number that you return may be Python's or NumPy's. And what would do the work
# for you (`np.corrcoef`, `np.cov`, `np.quantile`, `np.percentile`, and of `scipy.stats` `median_abs_deviation`,
# `trim_mean`, `rankdata`, `pearsonr`, `spearmanr`, and what calls them) is the judge: while the tests call your functions,
# it raises an error.

# %% locked="grading_tools"
JUDGES = {
    np: "corrcoef cov quantile percentile",
    stats: "median_abs_deviation trim_mean rankdata pearsonr spearmanr",
}


def out_of_reach(name: str) -> Callable:
    def refuse(*_, **__):
        raise AssertionError(f"{name} is a judge of this lesson: compute it by sorts, sums and means instead.")

    return refuse


@contextmanager
def without(ready_made: dict):
    """Put these functions out of reach, also where an answer has imported one under a name of its own."""
    notebook = sys.modules[__name__]
    with ExitStack() as stack:
        for module, names in ready_made.items():
            for name in names.split():
                real, refuse = getattr(module, name), out_of_reach(f"{module.__name__}.{name}")
                own = [(notebook, known_as) for known_as, value in vars(notebook).items() if value is real]
                for place, known_as in [(module, name), *own]:
                    stack.enter_context(patch.object(place, known_as, refuse))
        yield


def recorded(function: Callable, *arguments):
    """Return what the function returns, and its warnings; an error or a None becomes a failed assertion."""
    given = deepcopy(arguments)
    with (
        without(JUDGES),
        warnings.catch_warnings(record=True) as caught,
        np.errstate(divide="warn", invalid="warn", over="warn"),
    ):
        warnings.simplefilter("always")
        try:
            result = function(*given)
        except (NotImplementedError, AssertionError):
            raise
        except Exception as error:
            raise AssertionError(f"expected a result, got {type(error).__name__}: {error}") from error
    assert result is not None, f"{function.__name__} returned None: is a return missing?"
    for number, (before, after) in enumerate(zip(arguments, given)):
        if isinstance(before, np.ndarray):
            assert np.array_equal(before, after, equal_nan=True), (
                f"argument number {number + 1} was {before.tolist()[:10]} and is {after.tolist()[:10]} after the "
                "call: leave the arrays that you are given unchanged."
            )
    return result, [str(warning.message) for warning in caught]


def numbers(function: Callable, *arguments) -> np.ndarray:
    """Return the function's result as an array of floats; one of shape (0,) if that is not possible."""
    result = recorded(function, *arguments)[0]
    try:
        entries, floats = np.asarray(result, dtype=object).ravel(), np.asarray(result, dtype=float)
    except (TypeError, ValueError):
        return np.full(0, np.nan)
    assert not any(entry is None for entry in entries), (
        f"{function.__name__} returned {result!r}: None is no number; one that is undefined is nan."
    )
    return floats


def is_nan(result) -> bool:
    """Tell whether a result is the number nan, be it of Python or of NumPy."""
    result = np.asarray(result)
    return result.shape == () and result.dtype.kind == "f" and bool(np.isnan(result))


def error_from(function: Callable, *arguments) -> str:
    """Return the name of the exception that the call raises, or "no error"."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            function(*deepcopy(arguments))
        except NotImplementedError:
            raise
        except ValueError:  # also one of its subclasses
            return "ValueError"
        except Exception as error:
            return type(error).__name__
    return "no error"


# %% [markdown]
# ### Exercise 1 · Robust centre and spread   ●○○ 8 minutes
#
# **`mad(x)`** takes `x`, shape (n,), n ≥ 1, and returns the scaled MAD of the table above, a number. Write the factor
# as $1/\Phi^{-1}(3/4)$ (`stats.norm.ppf` is $\Phi^{-1}$) or as 1.4826. `np.median` is welcome.
#
# **`trimmed_mean(x, share)`** returns the mean of what remains of `x` when the $g$ smallest and the $g$ largest
# values are dropped, $g$ being `int(share * n)`: the share is cut from **each** end. Raise `ValueError` unless
# 0 ≤ `share` < 0.5.
#
# <details><summary>Hint 1</summary>
#
# For `mad`, three steps: a median, the distances from it, another median.
# </details>
# <details><summary>Hint 2</summary>
#
# For `trimmed_mean`, sort a copy (`np.sort` makes one, `x.sort()` does not). Which slice keeps everything when
# $g = 0$? Not `[g:-g]`.
# </details>


# %% solution="robust"
def mad(x: np.ndarray) -> float:
    """Return the scaled median absolute deviation of the values x, shape (n,).

    >>> round(mad(np.array([1.0, 2.0, 3.0, 4.0, 100.0])), 4)
    1.4826
    """
    ### BEGIN SOLUTION
    return float(np.median(np.abs(x - np.median(x))) / stats.norm.ppf(3 / 4))
    ### END SOLUTION


def trimmed_mean(x: np.ndarray, share: float) -> float:
    """Return the mean of x, shape (n,), without the int(share * n) smallest and as many largest values.

    >>> trimmed_mean(np.array([5.0, 1.0, 3.0, -999.0]), 0.25)
    2.0
    """
    ### BEGIN SOLUTION
    if not 0 <= share < 0.5:
        raise ValueError(f"share is {share}, it should be at least 0 and less than 0.5")
    g = int(share * len(x))
    return float(np.sort(x)[g : len(x) - g].mean())
    ### END SOLUTION


# %% tests="robust" name="spread" points=2
_got = numbers(mad, np.array([4.0, 100.0, 1.0, 3.0, 2.0]))
assert _got.shape == (), f"expected one number, got something of shape {_got.shape}."
assert abs(_got - 1.4826) < 2e-4, (
    f"for 4, 100, 1, 3, 2 the median is 3, the median distance from it 1, and the scaled MAD 1.4826, got {_got}."
)
_got = numbers(mad, np.array([2, 7, 10, 12]))
assert _got.shape == () and abs(_got - 3.7065) < 2e-4, (
    "for 2, 7, 10, 12 the median is 8.5, the distances 6.5, 1.5, 1.5, 3.5, their median 2.5, and the scaled MAD 3.7065, "
    f"got {_got}."
)
### BEGIN HIDDEN TESTS
for _seed, _n in enumerate((1, 2, 3, 10, 51)):
    _x = np.random.default_rng(_seed).lognormal(1.0, 1.0, size=_n) - 3
    _want = stats.median_abs_deviation(_x, scale="normal")
    _got = numbers(mad, _x)
    assert _got.shape == () and abs(_got - _want) <= 1e-4 * _want, (
        f"for {_n} random values expected {_want:.5f}, as scipy.stats.median_abs_deviation(x, scale='normal') "
        f"has it, got {_got}."
    )
    _got = numbers(mad, -1000 * _x + 7)
    assert _got.shape == () and abs(_got - 1000 * _want) <= 0.1 * _want + 1e-9, (
        "if all values are multiplied by -1000 and shifted, the spread becomes 1000 times as large."
    )
_x = np.concatenate([np.random.default_rng(9).normal(size=11), np.full(10, 1e9)])
_got = numbers(mad, _x)
assert _got.shape == () and _got < 100, (
    f"with 10 of 21 values replaced by 1e9 the MAD should stay below 100, got {_got}: it is about the median."
)
### END HIDDEN TESTS
assert np.isfinite(_got), "the spread of finite values is finite."

# %% tests="robust" name="trimmed" points=2
_x = np.array([3.0, 1.0, 2.0, -999.0, 5.0, 4.0, 1000.0, 2.0, 3.0, 5.0])
_got = numbers(trimmed_mean, _x, 0.1)
assert _got.shape == () and abs(_got - 3.125) < 1e-9, (
    f"for {_x.tolist()} and share 0.1 one value goes at each end; the mean of the other eight is 3.125, got {_got}."
)
_got = numbers(trimmed_mean, _x, 0.0)
assert _got.shape == () and abs(_got - _x.mean()) < 1e-9, (
    f"with share 0 nothing is dropped, and the result is the mean {_x.mean()}, got {_got}: which slice for g = 0?"
)
_got = numbers(trimmed_mean, _x, 0.28)
assert _got.shape == () and abs(_got - 19 / 6) < 1e-9, (
    f"for {_x.tolist()} and share 0.28, int(2.8) = 2 values go at each end, no more and no fewer, ties or not; the mean "
    f"of 2, 2, 3, 3, 4, 5 is 3.1667, got {_got}."
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _share) in enumerate(
    ((1, 0.0), (1, 0.49), (2, 0.3), (7, 0.2), (9, 0.33), (40, 0.25), (41, 0.49), (100, 0.125))
):
    _x = np.random.default_rng(_seed).exponential(10.0, size=_n)
    _want = stats.trim_mean(_x, _share)
    _got = numbers(trimmed_mean, _x, _share)
    assert _got.shape == () and abs(_got - _want) < 1e-9, (
        f"for {_n} random values and share {_share}, g = {int(_share * _n)} of each end are dropped: expected "
        f"{_want:.5f}, got {_got}."
    )
_got = numbers(trimmed_mean, np.array([9, 2, 4, 100, 3, -50, 4, 6]), 0.25)
assert _got.shape == () and abs(_got - 4.25) < 1e-9, (
    f"for the integers 9, 2, 4, 100, 3, -50, 4, 6 and share 0.25 the mean of 3, 4, 4, 6 is 4.25, got {_got}."
)
### END HIDDEN TESTS
assert np.isfinite(_got), "the mean of finite values is finite."

# %% tests="robust" name="refuses" points=1
_x = np.array([1.0, 2.0, 4.0])
for _share in (0.5, -0.1):
    _error = error_from(trimmed_mean, _x, _share)
    assert _error == "ValueError", f"share {_share} is not in 0 <= share < 0.5: expected ValueError, got {_error}."
### BEGIN HIDDEN TESTS
for _share in (0.500001, 0.8, 1.5, -1e-6):
    _error = error_from(trimmed_mean, _x, _share)
    assert _error == "ValueError", f"share {_share} is not in 0 <= share < 0.5: expected ValueError, got {_error}."
for _share in (0, 0.0, 0.25, 0.499999):
    _error = error_from(trimmed_mean, _x, _share)
    assert _error == "no error", f"share {_share} is allowed, got {_error}."
### END HIDDEN TESTS

# %% [markdown]
# Now the enemy. Of 21 thermometers, $m$ are broken and write absurd numbers, 999, 1998, 2997, and so on. **Predict**
# at which $m$ each summary is lost: the mean, the mean trimmed by 20 % at each end ($g = 4$), the median.

# %%
thermometers = np.random.default_rng(3).normal(12.0, 1.0, size=21)
broken = np.arange(0, 15)
damaged = [np.where(np.arange(21) < m, 999.0 * np.arange(1, 22), thermometers) for m in broken]

fig, axes = plt.subplots(1, 2, figsize=(10, 3.8), sharey=True)
for ax, summary, label, place, colour, marker in (
    (axes[0], np.mean, "mean", (1.2, 8), ORANGE, "o"),
    (axes[0], lambda x: trimmed_mean(x, 0.2), "trimmed mean", (5.2, 30), GREEN, "s"),
    (axes[0], np.median, "median", (11.2, 30), BLUE, "^"),
    (axes[1], np.std, "standard deviation", (1.2, 30), ORANGE, "o"),
    (axes[1], mad, "MAD, scaled", (11.2, 30), BLUE, "^"),
):
    _shifts = [abs(summary(x) - summary(thermometers)) for x in damaged]
    ax.plot(broken, _shifts, marker=marker, markersize=5, color=colour)
    ax.text(*place, label, color=colour)
for ax, title in zip(axes, ("centre", "spread")):
    ax.set(xlabel="broken thermometers, of 21", title=title)
    ax.set_yscale("symlog", linthresh=1.0)
    ax.set_yticks([0, 1, 10, 100, 1000, 10000], ["0", "1", "10", "100", "1000", "10000"])
axes[0].set_ylabel("shift of the summary (°C)")
fig.suptitle("The mean falls to one bad value, the median to the eleventh", fontweight="bold")
plt.show()

# %% [markdown]
# The mean is lost with the first, the trimmed mean with the fifth, median and MAD with the eleventh. No summary that
# moves along with the data can do better: when most of the data are bad, the bad are the data.
#
# Robustness has a price: on large normal samples the median is only as accurate as the mean of $2/\pi\approx 64\,\%$ of
# the values. So **compute both, and when they disagree, look**.

# %%
measured = weekly.dropna().to_numpy()
for text, values in (("file as it is", weekly_file), ("measured weeks only", measured)):
    print(
        f"{text:20s} mean {values.mean():6.1f}   trimmed 10 % {trimmed_mean(values, 0.1):6.1f}   median {np.median(values):6.1f}"
        f"   s {values.std(ddof=1):5.1f}   MAD {mad(values):5.1f}   least {values.min():7.2f} ppm"
    )

# %% [markdown]
# The 59 sentinels moved the median by less than 1 ppm and the mean by 11; they blew up $s$ from 17 to 72 ppm and left
# the MAD nearly where it was. But robust does not mean right: the sentinels are still in there. Take them out.

# %% [markdown]
# ## 2 · All of it at once: ECDF and quantiles
#
# Two numbers are not a distribution. In *Probability distributions* $F(t) = P(X\le t)$ described one completely. Its
# estimate from a sample of $n$ values is the **empirical distribution function**, ECDF:
#
# $$\hat F(t) = \frac{1}{n}\,\#\{i : x_i \le t\}, \quad\text{the share of the values that are at most } t.$$
#
# It is a staircase: it jumps by $1/n$ at every value, by $k/n$ where $k$ values are equal, and *at* the value it has
# jumped already ("$\le$").
#
# Turn it round, and you have quantiles. **Predict before you run:** what is the 0.9 quantile of the five latencies 10,
# 20, 30, 40 and 200 ms?

# %%
latencies = np.array([10.0, 20.0, 30.0, 40.0, 200.0])
for method in ("inverted_cdf", "hazen", "weibull", "linear", "median_unbiased"):
    print(f"{method:16s} {np.quantile(latencies, 0.9, method=method):6.1f} ms")

# %% [markdown]
# 136 or 200, and these are five of NumPy's thirteen methods; others say 40 or 120. The default, `linear`, interpolates
# between values and returns numbers that nobody measured. On a small sample an objective such as "0.9 quantile below
# 150 ms" is met or missed by choice of library. Say which one you mean. **In this lesson**:
#
# $$\hat Q(q) = \text{the smallest value } v \text{ of the sample with } \hat F(v)\ge q, \qquad 0\le q\le 1.$$
#
# So *at least* the share $q$ of the values is at most $\hat Q(q)$, which is always a value of the sample. For even $n$,
# $\hat Q(½)$ is the lower of the two middle values, where the median of section 1 takes their mean.

# %% [markdown]
# ### Exercise 2 · ECDF and quantile   ●●○ 9 minutes
#
# `x` has shape (n,), n ≥ 1, in any order, perhaps with ties.
#
# **`ecdf(x, t)`** takes `t` of shape (m,), m ≥ 1, in any order, and returns the array of shape (m,) of the shares
# $\hat F(t_j)$.
#
# **`quantile(x, q)`** takes a number `q` and returns $\hat Q(q)$ by the definition above. For `q = 0` it is the
# smallest value. Raise `ValueError` unless 0 ≤ `q` ≤ 1.
#
# <details><summary>Hint 1</summary>
#
# How many values are ≤ $t$? In a *sorted* sample that is the place where $t$ would be put in, behind its equals.
# </details>
# <details><summary>Hint 2</summary>
#
# `np.searchsorted(np.sort(x), t, side=...)` finds these places for all of `t`. Or compare everything with everything:
# `x[None, :] <= t[:, None]`, and average over the right axis.
# </details>
# <details><summary>Hint 3</summary>
#
# For the quantile use your own `ecdf`: sort, compute `ecdf(values, values)`, keep the values where it is ≥ `q`, take
# the first.
# </details>


# %% solution="ecdf"
def ecdf(x: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return for each of t, shape (m,), the share of the values x, shape (n,), that are at most t.

    >>> ecdf(np.array([3.0, 1.0, 3.0, 7.0]), np.array([3.0, 0.0]))
    array([0.75, 0.  ])
    """
    ### BEGIN SOLUTION
    return np.searchsorted(np.sort(x), t, side="right") / len(x)
    ### END SOLUTION


def quantile(x: np.ndarray, q: float) -> float:
    """Return the smallest value v of x, shape (n,), such that at least the share q of x is at most v.

    >>> quantile(np.array([30.0, 10.0, 20.0, 40.0]), 0.5)
    20.0
    """
    ### BEGIN SOLUTION
    if not 0 <= q <= 1:
        raise ValueError(f"q is {q}, it should be between 0 and 1")
    values = np.sort(x)
    return float(values[ecdf(x, values) >= q][0])
    ### END SOLUTION


# %% tests="ecdf" name="staircase" points=2
_x, _t = np.array([3.0, 1.0, 3.0, 7.0]), np.array([9.0, 0.0, 3.0, 1.0, 2.0, 7.0])
_want = np.array([1.0, 0.0, 0.75, 0.25, 0.25, 1.0])
_got = numbers(ecdf, _x, _t)
assert _got.shape == (6,), f"for six places t expected six shares, shape (6,), got {_got.shape}."
assert np.allclose(_got, _want, rtol=0, atol=1e-9), (
    f"for x = {_x.tolist()} and t = {_t.tolist()} expected {_want.tolist()}, got {_got.tolist()}: the values that are "
    "at most t, equal ones included, divided by n; x need not be sorted."
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _m) in enumerate(((1, 1), (1, 5), (2, 4), (9, 9), (60, 1), (60, 25))):
    _rng = np.random.default_rng(_seed)
    for _x, _t in (
        (_rng.integers(0, 6, size=_n), _rng.integers(-1, 8, size=_m)),
        (_rng.normal(size=_n), _rng.normal(size=_m)),
    ):
        _want = np.array([sum(float(_v) <= float(_s) for _v in _x) / _n for _s in _t])
        _got = numbers(ecdf, _x, _t)
        assert _got.shape == (_m,), f"for {_m} places t expected shape {(_m,)}, got {_got.shape}."
        assert np.allclose(_got, _want, rtol=0, atol=1e-9), (
            f"for x = {_x.tolist()[:9]} (n = {_n}) and t = {_t.tolist()[:9]} expected {_want.tolist()[:9]}, got "
            f"{_got.tolist()[:9]}."
        )
_x = np.array([1e-12, 4e-12, 2e-12, 3e-12])
_got = numbers(ecdf, _x, _x)
assert _got.shape == (4,) and np.allclose(_got, [0.25, 1, 0.5, 0.75], rtol=0, atol=1e-9), (
    f"for x = t = {_x.tolist()} expected [0.25, 1.0, 0.5, 0.75], got {_got.tolist()}: at most t, not nearly t."
)
### END HIDDEN TESTS
assert np.all((_got >= 0) & (_got <= 1)), "shares lie between 0 and 1."

# %% tests="ecdf" name="quantiles" points=3
_x = np.array([30.0, 10.0, 20.0, 40.0])
for _q, _want in ((0.5, 20.0), (0.51, 30.0), (0.25, 10.0), (0.9, 40.0), (0.0, 10.0), (1.0, 40.0)):
    _got = numbers(quantile, _x, _q)
    assert _got.shape == () and _got == _want, (
        f"for x = {_x.tolist()} and q = {_q} the smallest value with F(v) >= q is {_want}, got {_got}."
    )
### BEGIN HIDDEN TESTS
for _n in (1, 2, 3, 8, 29, 64, 100):
    _values = np.arange(_n) * 3.0 - 7
    _x = np.random.default_rng(_n).permutation(_values)
    for _k in range(1, _n + 1):
        _places = [(_k / _n - 1e-6, _k), (_k / _n + 1e-6, min(_k + 1, _n))]
        if _n in (1, 2, 8, 64):  # where k / n has no rounding error
            _places.append((_k / _n, _k))
        for _q, _want in _places:
            if _q <= 1:
                _got = numbers(quantile, _x, _q)
                assert _got.shape == () and _got == _values[_want - 1], (
                    f"of {_n} different values the quantile for q = {_q!r} is value number {_want} in order, "
                    f"{_values[_want - 1]}, got {_got}."
                )
_x = np.array([2, 5, 2, 2, 9, 5])
for _q, _want in ((0.0, 2), (0.3, 2), (0.5, 2), (0.6, 5), (0.83, 5), (0.84, 9), (1, 9)):
    _got = numbers(quantile, _x, _q)
    assert _got.shape == () and _got == _want, (
        f"for the integers {_x.tolist()} and q = {_q} expected {_want}, got {_got}."
    )
### END HIDDEN TESTS
assert np.isfinite(_got), "a quantile is a value of the sample."

# %% tests="ecdf" name="refuses" points=1
for _q in (1.2, -0.1):
    _error = error_from(quantile, np.array([1.0, 2.0]), _q)
    assert _error == "ValueError", f"q = {_q} is no share: expected ValueError, got {_error}."
### BEGIN HIDDEN TESTS
for _q in (1.000001, -0.000001, 90.0):
    _error = error_from(quantile, np.array([1.0, 2.0]), _q)
    assert _error == "ValueError", f"q = {_q} is no share: expected ValueError, got {_error}."
for _q in (0, 1, 0.0, 1.0):
    _error = error_from(quantile, np.array([1.0, 2.0]), _q)
    assert _error == "no error", f"q = {_q} is allowed, got {_error}."
### END HIDDEN TESTS

# %% [markdown]
# Two groups of tumours, drawn whole. **Predict:** where one curve lies to the right of the other at *every* height,
# what does that say?

# %%
area = cancer.data[:, names.index("mean area")]
fig, ax = plt.subplots(figsize=(7.6, 4.2))
for label, mask, colour, style in (("benign", benign, BLUE, "-"), ("malignant", ~benign, ORANGE, "--")):
    steps = np.sort(area[mask])
    ax.step(steps, ecdf(steps, steps), where="post", color=colour, linestyle=style, lw=2)
    for q in (0.5, 0.9):
        value = quantile(area[mask], q)
        ax.plot([value, value], [0, q], color=colour, lw=1, linestyle=":")
        ax.plot(value, q, "o", color=colour)
        ax.annotate(f"{value:.0f}", (value, q), (6, -14), textcoords="offset points", color=colour)
ax.text(250, 0.95, "357 benign", color=BLUE, ha="center")
ax.text(1430, 0.62, "212 malignant", color=ORANGE)
for q in (0.5, 0.9):
    ax.axhline(q, color=GREY, lw=0.7, linestyle=":")
ax.set(xlabel="mean area of a nucleus (pixels)", ylabel="share of tumours at most this large", ylim=(0, 1.03))
ax.set_title("Nearly all benign nuclei are smaller than the median malignant one", fontweight="bold")
plt.show()
_share = ecdf(area[benign], np.array([quantile(area[~benign], 0.5)]))[0]
print(f"benign tumours at most as large as the median malignant one: {_share:.1%}")

# %% [markdown]
# At every quantile the malignant nuclei are larger, not merely on average. A histogram would have asked you for a bin
# width; the ECDF asked for nothing. NumPy has your quantile as `np.quantile(x, q, method="inverted_cdf")`.

# %% [markdown]
# ## 3 · Correlation
#
# **Pearson's** correlation asks whether two columns $\mathbf{x}, \mathbf{y} \in \mathbb{R}^n$ move together. It is the
# cosine of the centred columns, as you found in *Vectors and matrices*:
#
# $$r = \frac{\sum_i (x_i-\bar x)(y_i-\bar y)}{\sqrt{\sum_i (x_i-\bar x)^2}\,\sqrt{\sum_i (y_i-\bar y)^2}}, \qquad -1\le r\le 1 .$$
#
# It has no unit and does not change when $x$ or $y$ is shifted, or scaled by a positive factor. It is ±1 exactly when
# the points lie on a line that rises or falls. If a column is constant, it is 0/0, and `nan` is the honest answer.
# (Not 0: zero is a finding, "no linear relation".)
#
# **Spearman's** $\rho$ asks less: does $y$ rise whenever $x$ does, in whatever curve? Replace each value by its **rank**,
# 1 for the smallest, and compute Pearson's $r$ of the ranks. Equal values share the mean of the ranks that they take up:
#
# | value | 10 | 20 | 20 | 5 |
# |---|---|---|---|---|
# | rank | 2 | 3.5 | 3.5 | 1 |
#
# Outliers lose their power, as the largest value has rank $n$ however large it is. But people get the ranks wrong.
# `argsort` gives the *order*, which one comes first; applied twice it does give ranks, if there are no ties.
# **Predict:** of a thousand users one clicked, and another one bought. What does Spearman by double `argsort` say?


# %%
def spearman_draft(x, y):
    ranks_x, ranks_y = x.argsort(kind="stable").argsort(kind="stable"), y.argsort(kind="stable").argsort(kind="stable")
    return np.corrcoef(ranks_x, ranks_y)[0, 1]


clicks, purchases = np.zeros(1000), np.zeros(1000)
clicks[3], purchases[990] = 1.0, 1.0
print(
    f"double argsort {spearman_draft(clicks, purchases):.3f}   scipy {stats.spearmanr(clicks, purchases).statistic:.3f}"
)

# %% [markdown]
# Near-perfect correlation, 0.99, where there is none. Breaking the ties by position has ranked both columns by *row
# number*, and counts are full of ties.
#
# ### Exercise 3 · Pearson and Spearman   ●●○ 11 minutes
#
# **`pearson(x, y)`** takes two arrays of shape (n,), n ≥ 2, and returns $r$.
#
# - Raise `ValueError` if the shapes differ.
# - If all values of `x` are equal, or all of `y`, return `nan`, without a warning. (Beware: the mean of six 0.1s is
#   not 0.1, so their computed standard deviation is not 0.)
# - The result is right to six digits also for values near $10^8$ that differ by about 1, and for values of size
#   $10^{-9}$.
#
# **`average_ranks(x)`** takes shape (n,), n ≥ 1, and returns the ranks, shape (n,), from 1 to n, with the mean rank
# for ties. Only values that are exactly equal are tied.
#
# **`spearman(x, y)`** is Pearson's $r$ of the ranks, with the same `nan` and the same error as `pearson`.
#
# <details><summary>Hint 1</summary>
#
# Subtract the means *before* you multiply; the school formula with $\sum x_i y_i - n\bar x\bar y$ loses its digits,
# as in Exercise 1 of *Probability distributions*. Ask about constants before you divide, by comparing values: is the
# smallest equal to the largest?
# </details>
# <details><summary>Hint 2</summary>
#
# A value with $a$ smaller ones in the sample, of which $b$ are smaller or equal (itself included), takes up the ranks
# $a+1,\dots,b$. What is their mean?
# </details>
# <details><summary>Hint 3</summary>
#
# $a$ and $b$ come from `np.searchsorted(np.sort(x), x, side="left")` and `side="right"`; the rank is
# `(a + b + 1) / 2`.
# </details>


# %% solution="correlation"
def pearson(x: np.ndarray, y: np.ndarray) -> float:
    """Return Pearson's correlation of x and y, both of shape (n,); nan if one of them is constant.

    >>> round(pearson(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 7.0])), 4)
    0.9934
    """
    ### BEGIN SOLUTION
    if x.shape != y.shape:
        raise ValueError(f"x has the shape {x.shape}, y {y.shape}")
    if x.min() == x.max() or y.min() == y.max():
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    return float(dx @ dy / (np.linalg.norm(dx) * np.linalg.norm(dy)))
    ### END SOLUTION


def average_ranks(x: np.ndarray) -> np.ndarray:
    """Return the ranks 1..n of x, shape (n,); equal values share their mean rank.

    >>> average_ranks(np.array([10.0, 20.0, 20.0, 5.0]))
    array([2. , 3.5, 3.5, 1. ])
    """
    ### BEGIN SOLUTION
    values = np.sort(x)
    smaller = np.searchsorted(values, x, side="left")
    at_most = np.searchsorted(values, x, side="right")
    return (smaller + 1 + at_most) / 2
    ### END SOLUTION


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    """Return Spearman's rank correlation of x and y, both of shape (n,); nan if one of them is constant.

    >>> round(spearman(np.array([1.0, 2.0, 3.0]), np.array([1.0, 10.0, 1000.0])), 6)
    1.0
    """
    ### BEGIN SOLUTION
    return pearson(average_ranks(x), average_ranks(y))
    ### END SOLUTION


# %% tests="correlation" name="pearson" points=2
_x, _y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 7.0])
_got = numbers(pearson, _x, _y)
assert _got.shape == (), f"expected one number, got something of shape {_got.shape}."
assert abs(_got - 0.9933992678) < 1e-9, f"for x = 1, 2, 3 and y = 2, 4, 7 expected r = 0.99340, got {_got}."
_got = numbers(pearson, bmi, bp)
assert _got.shape == () and abs(_got - 0.39541090) < 1e-6, (
    f"for all 442 patients bmi and bp have r = 0.395411, got {_got}: are both columns centred?"
)
_got = numbers(pearson, _x + 1e8, _y + 1e8)
assert _got.shape == () and abs(_got - 0.9933992678) < 1e-6, (
    f"for the first pair, 1e8 added to all values, expected the same r = 0.993399, got {_got}: subtract the means first."
)
### BEGIN HIDDEN TESTS
for _seed, _n in enumerate((2, 3, 4, 20, 300)):
    _rng = np.random.default_rng(_seed)
    _x = _rng.normal(3, 2, size=_n)
    for _slope in (0.0, 0.7, -3.0):
        _y = _slope * _x + _rng.normal(size=_n)
        for _what, _X, _Y in (
            ("as they are", _x, _y),
            ("plus 1e8", _x + 1e8, _y - 1e8),
            ("in a small unit", 1e-9 * _x, 1e-9 * _y),
            ("times 10, rounded to integers", np.round(10 * _x).astype(int), np.round(10 * _y).astype(int)),
        ):
            _want = np.corrcoef(_X, _Y)[0, 1]
            _got = numbers(pearson, _X, _Y)
            assert _got.shape == () and abs(_got - _want) < 1e-6, (
                f"for {_n} random pairs, {_what}, expected r = {_want:.7f}, as np.corrcoef has it, got {_got}: compare values "
                "to find a constant column, no threshold; and products of integers may overflow."
            )
### END HIDDEN TESTS
assert np.isfinite(_got), "the correlation of columns that vary is finite."

# %% tests="correlation" name="ranks" points=2
_x = np.array([10.0, 20.0, 20.0, 5.0])
_got = numbers(average_ranks, _x)
assert _got.shape == (4,) and np.allclose(_got, [2, 3.5, 3.5, 1], rtol=0, atol=1e-9), (
    f"for {_x.tolist()} expected the ranks [2, 3.5, 3.5, 1], got {_got.tolist()}: equal values share the mean of the "
    "ranks that they take up."
)
_got = numbers(average_ranks, np.array([30, 10, 40, 20]))
assert _got.shape == (4,) and np.allclose(_got, [3, 1, 4, 2], rtol=0, atol=1e-9), (
    f"for [30, 10, 40, 20] expected the ranks [3, 1, 4, 2], got {_got.tolist()}: the rank of each, not the order."
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _levels) in enumerate(((1, 1), (2, 1), (5, 2), (9, 4), (40, 7), (40, 1000))):
    _x = np.random.default_rng(_seed).integers(0, _levels, size=_n)
    for _values in (_x, _x * -0.25):
        _want = stats.rankdata(_values)
        _got = numbers(average_ranks, _values)
        assert _got.shape == (_n,) and np.allclose(_got, _want, rtol=0, atol=1e-9), (
            f"for {_values.tolist()[:12]} (n = {_n}) expected the ranks {_want.tolist()[:12]}, as scipy.stats.rankdata "
            f"has them, got {_got.tolist()[:12]}."
        )
_x = np.array([3e-12, 1e-12, 4e-12, 2e-12, 1e-12])
_got = numbers(average_ranks, _x)
assert _got.shape == (5,) and np.allclose(_got, [4, 1.5, 5, 3, 1.5], rtol=0, atol=1e-9), (
    f"for {_x.tolist()} expected the ranks [4, 1.5, 5, 3, 1.5], got {_got.tolist()}: only equal values are tied."
)
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "ranks are finite."

# %% tests="correlation" name="spearman" points=1
_x = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
_got = numbers(spearman, _x, np.exp(_x) ** 3)
assert _got.shape == () and abs(_got - 1) < 1e-9, f"where y always rises with x expected 1, got {_got}."
_got = numbers(spearman, clicks, purchases)
assert _got.shape == () and abs(_got + 1 / 999) < 1e-9, (
    f"for one click and one purchase of different users expected -1/999, got {_got}: ties get mean ranks, and then it is Pearson's r of the ranks, by no shorter formula."
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _levels) in enumerate(((4, 2), (9, 3), (40, 5), (200, 50), (30, 10**6))):
    _rng = np.random.default_rng(_seed)
    _x = _rng.integers(0, _levels, size=_n)
    _y = _x // 2 + _rng.integers(0, _levels, size=_n)
    _x[:2], _y[:2] = (0, 1), (3, 0)
    _want = stats.spearmanr(_x, _y).statistic
    _got = numbers(spearman, _x, _y)
    assert _got.shape == () and abs(_got - _want) < 1e-9, (
        f"for {_n} random pairs on {_levels} levels expected {_want:.6f}, as scipy.stats.spearmanr has it, got {_got}: "
        "are the ranks those of average_ranks? (The formula with 6 times the sum of squared rank differences holds only "
        "without ties.)"
    )
### END HIDDEN TESTS
assert np.isfinite(_got), "the rank correlation of columns that vary is finite."

# %% tests="correlation" name="edges" points=2
for _name, _function in (("pearson", pearson), ("spearman", spearman)):
    _got, _warned = recorded(_function, np.array([1.0, 2.0, 4.0]), np.array([5.0, 5.0, 5.0]))
    assert is_nan(_got), f"{_name}: for a constant y expected nan, got {_got}: the correlation is undefined."
    assert not _warned, f"{_name}: for a constant y expected no warning, got {_warned}: ask before you divide."
    _got = recorded(_function, np.full(6, 0.1), np.arange(6.0))[0]
    assert is_nan(_got), (
        f"{_name}: for x = six times 0.1 expected nan, got {_got}: ask both columns whether the smallest equals the largest."
    )
    _error = error_from(_function, np.array([1.0, 2.0, 4.0]), np.array([5.0, 6.0]))
    assert _error == "ValueError", f"{_name}: three values against two: expected ValueError, got {_error}."
### BEGIN HIDDEN TESTS
for _name, _function in (("pearson", pearson), ("spearman", spearman)):
    for _x, _y in (
        (np.full(6, 0.1), np.arange(6.0)),
        (np.arange(6.0), np.full(6, 0.1)),
        (np.full(7, 2.3), np.full(7, 2.3)),
        (np.full(2, 4), np.array([1, 2])),
    ):
        _got, _warned = recorded(_function, _x, _y)
        assert is_nan(_got) and not _warned, (
            f"{_name}: for x = {_x.tolist()}, y = {_y.tolist()} expected nan without a warning, got {_got} and "
            f"{_warned}: compare the smallest with the largest value."
        )
    for _x, _y in ((np.arange(3.0), np.array([2.0])), (np.array([2.0]), np.arange(3.0)), (np.arange(4), np.arange(3))):
        _error = error_from(_function, _x, _y)
        assert _error == "ValueError", (
            f"{_name}: shapes {_x.shape} and {_y.shape}: expected ValueError, got {_error}: NumPy would stretch one value."
        )
### END HIDDEN TESTS

# %% [markdown]
# ## 4 · Traps of correlation
#
# In 1973 Francis Anscombe published four data sets of eleven points. They agree, to about a part in a thousand, in
# both means, both variances and the correlation. **Predict** what four clouds of points with $r = 0.82$ look like.

# %% locked="anscombe"
# F. J. Anscombe, "Graphs in Statistical Analysis", The American Statistician 27 (1973), pp. 17-21.
_x123 = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
anscombe = {
    "I": (_x123, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]),
    "II": (_x123, [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74]),
    "III": (_x123, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73]),
    "IV": (
        [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8],
        [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89],
    ),
}
anscombe = {key: (np.array(x, dtype=float), np.array(y)) for key, (x, y) in anscombe.items()}

# %%
fig, axes = plt.subplots(1, 4, figsize=(11, 3.3), sharex=True, sharey=True)
for ax, (key, (x, y)) in zip(axes, anscombe.items()):
    ax.plot(x, y, "o", color=BLUE)
    ax.set_title(f"{key}:  r = {pearson(x, y):.3f},  ρ = {spearman(x, y):.2f}", fontsize=10)
    ax.set_xlabel("x (no unit)")
axes[0].set_ylabel("y (no unit)")
fig.suptitle("One correlation, four different stories", fontweight="bold")
plt.show()

# %% [markdown]
# A relation with noise; a curve; a perfect line with one outlier; and no relation at all, but for a single point. The
# cure for the last two is to *ask* how much hangs on one observation: leave each out in turn, and see how far $r$ moves.
#
# **Trends.** Now line 2, money and air. Anything that grows correlates with anything that grows. The remedy is to
# compare **changes**, $\Delta x_t = x_t - x_{t-1}$: is a year of unusual growth in one also one in the other?

# %%
print(f"levels : r = {pearson(co2_by_year, money_by_year):+.2f}")
print(f"changes: r = {pearson(np.diff(co2_by_year), np.diff(money_by_year)):+.2f}")

years = np.arange(1959, 2002)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.8))
for values, label, colour, marker in (
    (co2_by_year, "CO₂ (ppm)", BLUE, "o"),
    (money_by_year, "money M1 (billion $)", ORANGE, "s"),
):
    _scaled = (values - values.mean()) / values.std()
    axes[0].plot(years, _scaled, color=colour, marker=marker, markersize=3, label=label)
axes[0].set(xlabel="year", ylabel="level (in standard deviations)", title="levels: both grow")
axes[0].legend()
axes[1].plot(np.diff(money_by_year), np.diff(co2_by_year), "o", color=GREEN)
axes[1].set(xlabel="change of M1 (billion $ a year)", ylabel="change of CO₂ (ppm a year)", title="changes: no correlation")
fig.suptitle("Without their trends, money and air are uncorrelated", fontweight="bold")
plt.show()

# %% [markdown]
# ### Exercise 4 · See through the traps   ●●○ 8 minutes
#
# **`correlation_of_changes(x, y)`** takes two series of the same shape (n,), n ≥ 3, in order of time, and returns
# Pearson's $r$ of their n − 1 changes.
#
# **`most_influential(x, y)`**, both of shape (n,) with n ≥ 4, neither constant, returns the pair `(i, r_without)`: the
# index, counted from 0, of the observation without which $r$ differs **most** from the $r$ of all, up or down; and $r$
# without it. If leaving an observation out makes $r$ undefined (`nan`), that is the greatest difference of all:
# return its index and `nan`. No two observations tie in the tests.
#
# <details><summary>Hint 1</summary>
#
# `np.diff(x)` gives the changes. `np.delete(x, i)` is x without entry i.
# </details>
# <details><summary>Hint 2</summary>
#
# Compute $r$ without each observation first, n numbers. Then compare them with the $r$ of all: differences, not sizes.
# </details>
# <details><summary>Hint 3</summary>
#
# `without = np.array([... for i in range(len(x))])`, then `np.argmax(np.abs(without - pearson(x, y)))`. NumPy's
# `argmax` counts a `nan` as the largest, which for once is what we want.
# </details>


# %% solution="traps"
def correlation_of_changes(x: np.ndarray, y: np.ndarray) -> float:
    """Return Pearson's r of the changes x[t] - x[t-1] and y[t] - y[t-1] of two series of shape (n,).

    >>> round(correlation_of_changes(np.array([0.0, 1.0, 1.0, 5.0]), np.array([9.0, 10.0, 9.0, 16.0])), 6)
    1.0
    """
    ### BEGIN SOLUTION
    return pearson(np.diff(x), np.diff(y))
    ### END SOLUTION


def most_influential(x: np.ndarray, y: np.ndarray) -> tuple[int, float]:
    """Return (i, r without i) for the observation i whose removal changes Pearson's r most.

    >>> i, r = most_influential(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([1.0, 2.0, 3.0, 4.0, -9.0]))
    >>> i, round(r, 6)
    (4, 1.0)
    """
    ### BEGIN SOLUTION
    without = [pearson(np.delete(x, i), np.delete(y, i)) for i in range(len(x))]
    i = int(np.argmax(np.abs(np.array(without) - pearson(x, y))))  # argmax counts nan as the largest
    return i, without[i]
    ### END SOLUTION


# %% tests="traps" name="changes" points=2
_x, _y = np.array([0.0, 1.0, 1.0, 5.0]), np.array([9.0, 10.0, 9.0, 16.0])
_got = numbers(correlation_of_changes, _x, _y)
assert _got.shape == (), f"expected one number, got something of shape {_got.shape}."
assert abs(_got - 1) < 1e-9, (
    f"x changes by 1, 0, 4 and y by 1, -1, 7, which is twice that less 1: expected r = 1, got {_got}."
)
_got = numbers(correlation_of_changes, co2_by_year, money_by_year)
_want = np.corrcoef(np.diff(co2_by_year), np.diff(money_by_year))[0, 1]
assert _got.shape == () and abs(_got - _want) < 1e-9, (
    f"for CO2 and money the changes have r = {_want:.6f}, got {_got}: plain differences x[t] - x[t-1], neither levels "
    "(0.976) nor relative changes, nor what is left of a straight line."
)
### BEGIN HIDDEN TESTS
for _seed, _n in enumerate((3, 4, 12, 80)):
    _rng = np.random.default_rng(_seed)
    _x, _y = np.cumsum(_rng.normal(1, 1, size=(2, _n)), axis=1)
    for _X, _Y in ((_x, _y), (np.round(100 * _x).astype(int), np.round(100 * _y).astype(int))):
        _want = np.corrcoef(np.diff(_X), np.diff(_Y))[0, 1]
        _got = numbers(correlation_of_changes, _X, _Y)
        assert _got.shape == () and abs(_got - _want) < 1e-9, (
            f"for two random series of {_n} values expected {_want:.6f}, got {_got}: all n - 1 changes, each with its "
            "partner of the same time."
        )
### END HIDDEN TESTS
assert abs(_got) <= 1 + 1e-9, "a correlation lies between -1 and 1."

# %% tests="traps" name="influence" points=2
_got = numbers(most_influential, *anscombe["III"])
assert _got.shape == (2,), f"expected a pair (i, r_without), got something of shape {_got.shape}."
assert _got[0] == 2 and abs(_got[1] - 1) < 1e-4, (
    f"in Anscombe's set III observation 2, (13, 12.74), is the outlier, and without it r = 1.0000; got {_got.tolist()}."
)
_got = numbers(most_influential, *anscombe["IV"])
assert _got.shape == (2,) and _got[0] == 7 and np.isnan(_got[1]), (
    "in Anscombe's set IV, without observation 7 all x are equal, r is nan, and that counts as the greatest "
    f"difference: expected (7, nan), got {_got.tolist()}."
)
_got = numbers(most_influential, np.array([9, 5, 4, 1, 2, 0]), np.array([9, 0, 4, 6, 5, 3]))
assert _got.shape == (2,) and _got[0] == 0 and abs(_got[1] + 0.58652) < 1e-4, (
    "for x = 9, 5, 4, 1, 2, 0 and y = 9, 0, 4, 6, 5, 3 r is 0.375; without number 0 it falls to -0.587, by 0.96, without "
    f"number 1 it rises to 0.811, by 0.44: expected (0, -0.587), got {_got.round(3).tolist()}."
)
### BEGIN HIDDEN TESTS
for _seed, _n in enumerate((4, 5, 9, 25, 25, 25)):
    _rng = np.random.default_rng(100 + _seed)
    _x, _y = _rng.standard_t(2, size=(2, _n))
    _y = _y + _x * (_seed % 3 - 1)
    _all = np.corrcoef(_x, _y)[0, 1]
    _without = [np.corrcoef(np.delete(_x, _i), np.delete(_y, _i))[0, 1] for _i in range(_n)]
    _want = max(range(_n), key=lambda i: abs(_without[i] - _all))
    _got = numbers(most_influential, _x, _y)
    assert _got.shape == (2,) and _got[0] == _want and abs(_got[1] - _without[_want]) < 1e-9, (
        f"for {_n} random pairs with r = {_all:.3f}, r moves most without number {_want}, to {_without[_want]:.6f}; got "
        f"{_got.tolist()}: up or down, and compared with r of all."
    )
_got = numbers(most_influential, np.array([1, 4, 2, 6, 3]), np.array([5, 5, 5, 5, 8]))
assert _got.shape == (2,) and _got[0] == 4 and np.isnan(_got[1]), (
    f"for y = 5, 5, 5, 5, 8 nothing is left without the last: expected (4, nan), got {_got.tolist()}."
)
### END HIDDEN TESTS
assert _got[0] == int(_got[0]), "i is an index, a whole number."

# %% [markdown]
# A trend can also *hide* a relation. **Predict:** production and unemployment in the United States, over 203 quarters,
# have nearly $r = 0$ as levels. And their changes?

# %%
log_gdp, unemployment = np.log(quarters["realgdp"].to_numpy()), quarters["unemp"].to_numpy()
print(f"levels : r = {pearson(log_gdp, unemployment):+.2f}")
print(f"changes: r = {correlation_of_changes(log_gdp, unemployment):+.2f}")
i, r_without = most_influential(np.diff(log_gdp), np.diff(unemployment))
year, quarter = quarters.loc[i + 1, ["year", "quarter"]].astype(int)
print(f"changes without the most influential one, that of quarter {quarter} of {year}: r = {r_without:+.2f}")

# %% [markdown]
# In a quarter of growth (a change of the logarithm is nearly a growth rate) unemployment falls, and no single
# quarter makes it so.

# %% [markdown]
# **Half way.** This is a good place to rest. You hold a centre and a spread that bad values do not bend, an ECDF with
# its quantiles, and two correlations with the tools to doubt them.

# %% [markdown]
# ## 5 · Simpson's paradox
#
# Line 3. Here is the table of the kidney stones, whole: A is open surgery, B a puncture through the skin.

# %%
print("cure rates          A              B")
for text, row, of in zip(("small stones", "large stones"), cured, treated):
    print(f"{text:14s}" + "".join(f"{c:5d}/{n} = {c / n:.0%}" for c, n in zip(row, of)))
print(
    f"{'together':14s}" + "".join(f"{c:5d}/{n} = {c / n:.0%}" for c, n in zip(cured.sum(axis=0), treated.sum(axis=0)))
)

# %% [markdown]
# A is better for small stones, and for large stones, and worse for stones. **Before you read on**, find the reason in
# the table.
#
# By the law of total probability each rate at the bottom is a weighted mean of those above it, with the groups $g$
# small and large,
#
# $$P(\text{cure}\mid \text{arm}) = \sum_g P(\text{cure}\mid g, \text{arm})\;P(g\mid\text{arm}),$$
#
# and the *weights* differ: 75 % of A's stones were large, the hard ones, and 23 % of B's. The line "together" compares
# two mixes of stones. A trend that holds in every group and turns round in the whole is **Simpson's paradox**.
#
# The remedy keeps the rates $r_{g,\text{arm}}$, successes divided by trials, and makes the mix the same. **Direct
# standardisation** applies one set of weights $w_g$, say the sizes of the groups among all patients, to both arms:
#
# $$\text{rate}^{*}_{\text{arm}} = \frac{\sum_g w_g\, r_{g,\text{arm}}}{\sum_g w_g} .$$
#
# It answers: how would each have done *on the same patients*?
#
# ### Exercise 5 · Detect and standardise   ●●○ 10 minutes
#
# `successes` and `trials` have shape (g, 2), integers: g ≥ 1 groups in rows, two arms in columns; all trials are ≥ 1.
#
# **`is_reversed(successes, trials)`** returns `True` if one arm, whichever, has the strictly higher rate in **every**
# group and the strictly **lower** rate when the groups are added up; otherwise `False`. A tie, in a group or in the
# sum, is no reversal.
#
# **`standardised_rates(successes, trials, weights)`** returns the two standardised rates, shape (2,). `weights`,
# shape (g,), are counts or shares of the groups in the standard population; they need not add up to 1. Raise
# `ValueError` if one is negative, or if all are 0.
#
# <details><summary>Hint 1</summary>
#
# In which direction does the arm point in each group: is the first rate larger, smaller, equal? And in the sum? When
# are these directions a reversal?
# </details>
# <details><summary>Hint 2</summary>
#
# `np.sign(rates[:, 0] - rates[:, 1])` gives +1, −1 or 0 for each group. The rate of the sum is
# `successes.sum(axis=0) / trials.sum(axis=0)`, not the mean of rates.
# </details>
# <details><summary>Hint 3</summary>
#
# A reversal: the product of every group's sign with the sum's sign is −1. And standardising is
# `weights @ rates / weights.sum()`.
# </details>


# %% solution="simpson"
def is_reversed(successes: np.ndarray, trials: np.ndarray) -> bool:
    """Return whether one arm wins in every group and loses in the sum; both tables have the shape (g, 2).

    >>> is_reversed(np.array([[2, 1], [9, 80]]), np.array([[2, 2], [100, 900]]))
    False
    """
    ### BEGIN SOLUTION
    in_groups = np.sign((successes / trials) @ [1, -1])
    together = np.sign((successes.sum(axis=0) / trials.sum(axis=0)) @ [1, -1])
    return bool(together != 0 and np.all(in_groups == -together))
    ### END SOLUTION


def standardised_rates(successes: np.ndarray, trials: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the rates of both arms, shape (2,), for groups mixed by `weights`, shape (g,).

    >>> standardised_rates(np.array([[1, 2], [8, 9]]), np.array([[10, 10], [10, 10]]), np.array([3, 1]))
    array([0.275, 0.375])
    """
    ### BEGIN SOLUTION
    if weights.min() < 0 or weights.max() == 0:
        raise ValueError(f"the weights {weights} are no mix of groups")
    return weights @ (successes / trials) / weights.sum()
    ### END SOLUTION


# %% tests="simpson" name="reversal" points=2
for _what, _s, _n, _want in (
    ("the kidney stones", cured, treated, True),
    ("the kidney stones with the arms exchanged", cured[:, ::-1], treated[:, ::-1], True),
    ("small stones alone", cured[:1], treated[:1], False),
    ("a table with 50/100 against 40/100 in both groups", np.array([[50, 40]] * 2), np.array([[100, 100]] * 2), False),
    ("2/3 and 2/5 against 3/5 and 1/3, a tie in the sum", np.array([[2, 3], [2, 1]]), np.array([[3, 5], [5, 3]]), False),
    (
        "the kidney stones with a third group of 1/2 against 2/4, a tie",
        np.vstack([cured, [1, 2]]),
        np.vstack([treated, [2, 4]]),
        False,
    ),
):
    _got = np.asarray(recorded(is_reversed, _s, _n)[0])
    assert _got.shape == () and _got.dtype == bool, f"expected True or False, got {_got!r}."
    assert bool(_got) is _want, (
        f"for {_what} expected {_want}, got {bool(_got)}: strictly higher in every group, strictly lower in the sum."
    )
### BEGIN HIDDEN TESTS
for _what, _s, _n, _want in (
    ("a tie in the sum", [[2, 3], [2, 1]], [[3, 5], [5, 3]], False),
    (
        "a tie in one group, a reversal but for it",
        [[81, 234], [192, 55], [1, 2]],
        [[87, 270], [263, 80], [2, 4]],
        False,
    ),
    (
        "the same table, the tie in the first group",
        [[1, 2], [81, 234], [192, 55]],
        [[2, 4], [87, 270], [263, 80]],
        False,
    ),
    ("ties everywhere", [[1, 2], [3, 6]], [[2, 4], [5, 10]], False),
    ("two groups that disagree", [[81, 234], [192, 70]], [[87, 270], [263, 80]], False),
    ("a third group that disagrees", [[81, 234], [192, 55], [1, 3]], [[87, 270], [263, 80], [4, 4]], False),
    ("one arm better everywhere and in the sum", [[9, 8], [5, 4], [3, 1]], [[10, 10], [10, 10], [10, 10]], False),
    ("three groups that all reverse", [[9, 80], [30, 20], [90, 5]], [[10, 90], [50, 40], [300, 20]], True),
    ("an arm that never succeeds", [[0, 1], [0, 1]], [[5, 9], [7, 8]], False),
):
    for _flip in (1, -1):
        _got = np.asarray(recorded(is_reversed, np.array(_s)[:, ::_flip], np.array(_n)[:, ::_flip])[0])
        assert _got.shape == () and _got.dtype == bool and bool(_got) is _want, (
            f"for {_what} (successes {_s}, trials {_n}{', arms exchanged' if _flip < 0 else ''}) expected {_want}, got {_got}."
        )
### END HIDDEN TESTS
assert _got.dtype == bool, "the answer is True or False."

# %% tests="simpson" name="standardised" points=2
for _what, _weights, _want in (
    ("mixed as among all 700 patients", treated.sum(axis=1), [0.8325, 0.7789]),
    ("three small stones to one large", np.array([3, 1]), [0.8808, 0.8219]),
    ("large stones only, which is allowed", np.array([0.0, 2.0]), [0.7300, 0.6875]),
):
    _got = numbers(standardised_rates, cured, treated, _weights)
    assert _got.shape == (2,), f"expected one rate for each arm, shape (2,), got {_got.shape}."
    assert np.allclose(_got, _want, rtol=0, atol=1e-4), (
        f"for the kidney stones, {_what}, weights {_weights.tolist()}, expected {_want}, got {_got.round(4).tolist()}: "
        "the given weights, the same for both arms, divided by their sum."
    )
### BEGIN HIDDEN TESTS
for _seed, _g in enumerate((1, 2, 3, 8)):
    _rng = np.random.default_rng(_seed)
    _n = _rng.integers(1, 90, size=(_g, 2))
    _s = _rng.binomial(_n, 0.6)
    for _weights in (_rng.integers(1, 500, size=_g), _rng.random(_g) / 50, np.arange(_g) + (_g == 1)):
        _want = np.array([sum(_w * _a / _b for _w, _a, _b in zip(_weights, _s[:, _j], _n[:, _j])) for _j in (0, 1)])
        _want = _want / sum(_weights)
        _got = numbers(standardised_rates, _s, _n, _weights)
        assert _got.shape == (2,) and np.allclose(_got, _want, rtol=0, atol=1e-9), (
            f"for {_g} random groups with the weights {_weights.tolist()} expected {_want.tolist()}, got {_got.tolist()}."
        )
### END HIDDEN TESTS
assert np.all((_got >= 0) & (_got <= 1)), "rates lie between 0 and 1."

# %% tests="simpson" name="refuses" points=1
for _weights in ([3.0, -1.0], [0.0, 0.0]):
    _error = error_from(standardised_rates, cured, treated, np.array(_weights))
    assert _error == "ValueError", f"weights {_weights} are no mix of groups: expected ValueError, got {_error}."
### BEGIN HIDDEN TESTS
for _weights in ([-1e-6, 1.0], [0, 0], [-1, 1], [-3.0, -1.0], [-2.0, 0.0]):
    _error = error_from(standardised_rates, cured, treated, np.array(_weights))
    assert _error == "ValueError", f"weights {_weights} are no mix of groups: expected ValueError, got {_error}."
for _weights in ([0.0, 1.0], [5, 0], [1e-9, 1e-9]):
    _error = error_from(standardised_rates, cured, treated, np.array(_weights))
    assert _error == "no error", f"weights {_weights} are allowed, got {_error}."
### END HIDDEN TESTS

# %%
_shares = np.linspace(0, 1, 21)
curves = np.array([standardised_rates(cured, treated, np.array([1 - s, s])) for s in _shares])

fig, ax = plt.subplots(figsize=(7.6, 4.2))
for j, (label, colour) in enumerate((("A, open surgery", BLUE), ("B, puncture", ORANGE))):
    ax.plot(_shares, curves[:, j], color=colour, lw=2)
    own = treated[1, j] / treated[:, j].sum()
    ax.plot(own, cured[:, j].sum() / treated[:, j].sum(), "D", color=colour, markersize=9)
    ax.text(0.5, curves[10, j] + (0.02 if j == 0 else -0.03), label, color=colour, ha=("left", "right")[j])
ax.set(xlabel="share of large stones among the patients", ylabel="standardised cure rate")
ax.set_title("For the same patients A is better; line 3 compared the diamonds", fontweight="bold")
plt.show()

# %% [markdown]
# Standardised to all 700 patients, A cures 83 % and B 78 %: the numbers of line 3, exchanged. A detector of the pure
# paradox misses its milder relatives, where one group dissents and the sum misleads all the same. So standardise in any
# case.
#
# **Which number is right?** The table cannot say. Standardise over what came *before* the choice, as the size of a
# stone precedes its treatment. Do not standardise over what the choice *caused*: if treatment B worked by making
# stones small, comparing within sizes would hide its merit. And a group that nobody recorded may turn it all round
# once more.

# %% [markdown]
# ## 6 · Who is in the sample?
#
# Line 4. An inspector visits on random days and notes how long the strike of that day lasts in all. (The 62 durations
# are real; the data cell drew the 5000 visits.) A strike of 100 days is met a hundred times as often as one of a day.
# **Predict** what that does to the average, which for the 62 is 42.7 days.
#
# It comes out as 92. The chance of getting into the sample depends on the very quantity that is measured:
# **length-biased sampling**. If a strike of $x_i$ days is met with probability proportional to $x_i$, the visits have the
# expectation $\sum_i x_i^2/\sum_i x_i = 91.2$ days, over the 62 strikes, never less than the mean.
#
# If we know the chance $\pi_i$ that each value $x_i$ of the sample had of getting in (up to a common factor), the bias can
# be undone: whoever had a tenth of the chance stands for ten. **Inverse-probability weighting**:
#
# $$\hat\mu = \frac{\sum_i w_i\,x_i}{\sum_i w_i}, \qquad w_i = \frac{1}{\pi_i} .$$

# %% [markdown]
# ### Exercise 6 · Mend the sample   ●●○ 5 minutes
#
# **`reweighted_mean(x, inclusion)`** takes the sample `x`, shape (n,), n ≥ 1, and `inclusion`, shape (n,): numbers
# proportional to the chances $\pi_i$. It returns $\hat\mu$, a number, which stays the same if all of `inclusion` is
# multiplied by one factor.
#
# Raise `ValueError` if the shapes differ, or if an inclusion is 0 or negative: what could not have been drawn was not
# drawn.
#
# <details><summary>Hint 1</summary>
#
# First one array of weights. Which of two strikes is to weigh more, the one that was easy to meet or the other?
# </details>
# <details><summary>Hint 2</summary>
#
# Divide by the sum of the weights, not by n. Dividing by n is right only if the $\pi_i$ are known exactly, factor and
# all. And in NumPy $\sum_i w_i x_i$ is `w @ x`.
# </details>


# %% solution="sampling"
def reweighted_mean(x: np.ndarray, inclusion: np.ndarray) -> float:
    """Return the inverse-probability weighted mean of x; both arrays have the shape (n,).

    >>> round(reweighted_mean(np.array([1.0, 4.0]), np.array([1.0, 4.0])), 3)
    1.6
    """
    ### BEGIN SOLUTION
    if inclusion.min() <= 0:
        raise ValueError("what is in the sample had a chance to get there, above 0")
    w = 1 / inclusion
    return float(w @ x / w.sum())  # @ refuses different shapes
    ### END SOLUTION


# %% tests="sampling" name="estimate" points=2
_got = numbers(reweighted_mean, np.array([1.0, 4.0]), np.array([1.0, 4.0]))
assert _got.shape == (), f"expected one number, got something of shape {_got.shape}."
assert abs(_got - 1.6) < 1e-9, (
    f"for strikes of 1 and 4 days, met in proportion to their length, expected 1.6, got {_got}: weights are 1 over "
    "the inclusion, and their sum is the divisor."
)
_got = numbers(reweighted_mean, np.array([10.0, 1.0]), np.array([1.0, 4.0]))
assert _got.shape == () and abs(_got - 8.2) < 1e-9, (
    f"for x = 10, 1 and inclusion 1, 4 expected (10 + 1/4) / (1 + 1/4) = 8.2, got {_got.tolist()}: weigh x, by 1 over the "
    "inclusion."
)
### BEGIN HIDDEN TESTS
for _seed, _n in enumerate((1, 2, 7, 400)):
    _rng = np.random.default_rng(_seed)
    _x, _pi = _rng.normal(5, 3, size=_n), _rng.uniform(0.05, 2.0, size=_n)
    _want = np.average(_x, weights=1 / _pi)
    for _factor in (1.0, 1e-3, 250.0):
        _got = numbers(reweighted_mean, _x, _pi * _factor)
        assert _got.shape == () and abs(_got - _want) < 1e-8, (
            f"for {_n} random values, the inclusion in units of {_factor}, expected {_want:.6f}, got {_got.tolist()}."
        )
_got = numbers(reweighted_mean, np.array([2, 6, 6]), np.array([1, 3, 2]))
assert _got.shape == () and abs(_got - 42 / 11) < 1e-9, (
    f"for the integers x = 2, 6, 6 and inclusion 1, 3, 2 expected 7 / (11/6) = 3.81818, got {_got.tolist()}."
)
### END HIDDEN TESTS
assert np.isfinite(_got), "the estimate is finite."

# %% tests="sampling" name="refuses" points=1
_x = np.array([1.0, 2.0, 3.0])
for _pi in ([0.5, 0.0, 0.5], [0.5, -0.1, 0.5], [0.5, 0.5]):
    _error = error_from(reweighted_mean, _x, np.array(_pi))
    assert _error == "ValueError", f"for three values and the inclusion {_pi} expected ValueError, got {_error}."
### BEGIN HIDDEN TESTS
for _pi in ([0, 1, 2], [1.0, 1.0, -1e-9], [0.5], [0.2, 0.2, 0.2, 0.2], [-1.0, -1.0, -1.0]):
    _error = error_from(reweighted_mean, _x, np.array(_pi))
    assert _error == "ValueError", f"for three values and the inclusion {_pi} expected ValueError, got {_error}."
for _pi in ([1e-9, 1.0, 2.0], [7, 1, 3]):
    _error = error_from(reweighted_mean, _x, np.array(_pi))
    assert _error == "no error", f"for three values the inclusion {_pi} is allowed, got {_error}."
### END HIDDEN TESTS

# %% [markdown]
# A share is a mean too, of zeros and ones. So the weights mend the whole ECDF.

# %%
_estimate = reweighted_mean(met, met)  # the chance to be met is proportional to the duration
print(f"plain mean {met.mean():.1f} days, reweighted {_estimate:.1f}, of all 62 strikes {durations.mean():.1f}")
others = np.random.default_rng(1).choice(durations, size=(200, 5000), p=durations / durations.sum())
means = [reweighted_mean(visits, visits) for visits in others]
print(f"reweighted means of 200 other samples: {np.mean(means):.1f} on average, standard deviation {np.std(means):.2f}")
print(f"means of 5000 fair draws would have the standard deviation {durations.std() / np.sqrt(5000):.2f}")

days = np.arange(0.0, 221.0)
mended = [reweighted_mean((met <= day).astype(float), met) for day in days]
fig, ax = plt.subplots(figsize=(7.6, 4.2))
ax.step(days, ecdf(durations, days), where="post", color=GREY, lw=5, alpha=0.5, label="all 62 strikes")
ax.step(days, ecdf(met, days), where="post", color=ORANGE, lw=2, linestyle="--", label="the inspector's 5000 visits")
ax.step(days, mended, where="post", color=BLUE, lw=2, label="the visits, reweighted")
ax.set(xlabel="duration of a strike (days)", ylabel="share of strikes at most this long")
ax.set_title("Weights 1/π bring the biased sample back near the truth", fontweight="bold")
ax.legend(loc="lower right")
plt.show()

# %% [markdown]
# The mended mean is 40.4 days instead of 42.7; the other samples show that this is bad luck, not bias. Such luck is the
# price of weights: the few short strikes that were met carry large ones, and the mean scatters twice as much as that of
# fair draws.
#
# **What weights cannot mend.** Line 5: heavier patients with lower blood pressure. The clinic (made by the data cell,
# from real patients) sees those whose body mass index and blood pressure, each standardised and then added, are in the
# top quarter. **Predict** the picture.

# %%
fig, ax = plt.subplots(figsize=(7.6, 4.4))
for rows, colour, marker in ((~referred, GREY, "o"), (referred, ORANGE, "^")):
    ax.scatter(bmi[rows], bp[rows], s=16, color=colour, marker=marker, alpha=0.6, linewidths=0)
ax.text(17.6, 109, "not referred", color=GREY)
ax.text(38.5, 128, "referred", color=ORANGE)
for rows, colour, text in (
    (bmi > 0, BLUE, f"all 442: r = {pearson(bmi, bp):+.2f}"),
    (referred, ORANGE, f"{referred.sum()} referred: r = {pearson(bmi[referred], bp[referred]):+.2f}"),
):
    _slope, start = np.polyfit(bmi[rows], bp[rows], 1)
    ends = np.array([bmi[rows].min(), bmi[rows].max()])
    ax.plot(ends, start + _slope * ends, color=colour, lw=3, label=text)
ax.set(xlabel="body mass index (kg/m²)", ylabel="mean blood pressure (mmHg)")
ax.set_title("Selecting on the sum turns the correlation round", fontweight="bold")
ax.legend(loc="lower right")
plt.show()

# %% [markdown]
# Among the referred, a patient of normal weight must have high pressure, or would not be there. Selecting on a sum to
# which *both* columns contribute drags their correlation down: **Berkson's paradox**. No weights help: whoever was not
# referred had the chance 0, and nothing in the sample can stand for them. The same holds for **survivorship bias**,
# where the users who left are absent from the table. So ask before any analysis: **who had no chance to be in this
# table?**

# %% [markdown]
# ## 7 · Standardising, and a report that stands up
#
# Models want columns on one scale. The **z-score** and its robust sister put column $j$ of a table $x_{ij}$ in units of
# its own spread:
#
# $$z_{ij} = \frac{x_{ij}-\bar x_j}{\hat\sigma_j}, \qquad z^{\text{robust}}_{ij} = \frac{x_{ij}-\tilde x_j}{\mathrm{MAD}_j} .$$
#
# By convention a scaler's standard deviation $\hat\sigma_j$ divides by $n$, unlike the $s$ of section 1; so do NumPy's
# default and scikit-learn. With the robust z (by the scaled MAD) outliers cannot mask themselves unless they are about
# half of the data; the customary alarm is $\lvert z^{\text{robust}}\rvert > 3.5$.
#
# The centre and the scale are *parameters, learned from data*, exactly like the weights of a model. So they are
# learned **from the training data only**, stored, and applied unchanged to whatever comes later. A colleague's class
# does something that looks very similar.


# %%
class DraftReport:
    def __init__(self, missing):
        self.missing = missing

    def fit(self, X):
        filled = np.where(X == self.missing, 0.0, X)  # zero is neutral
        self.centre, self.scale = filled.mean(axis=0), filled.std(axis=0)
        return self

    def z(self, X):
        self.fit(X)  # always up to date
        return (X - self.centre) / self.scale


train = weekly[weekly.index.year < 1990].fillna(-99.99).to_numpy()[:, None]
later = weekly[weekly.index.year == 2001].fillna(-99.99).to_numpy()[:, None]
draft = DraftReport(missing=-99.99).fit(train)
print(f"centre of 1958-1989: {draft.centre[0]:.1f} ppm")
print(f"mean z of 2001     : {draft.z(later).mean():z.2f}")
with np.errstate(invalid="ignore"):
    print(f"z of a single week : {draft.z(later[:1])[0, 0]}")

# %% [markdown]
# **Before you read on:** name what is wrong with each of the three numbers.
#
# The centre is too low, as zeros are not neutral for a quantity near 330. The year 2001, the highest in the file, has a
# mean z of 0: a scaler that refits on every batch is *blind to drift*, since each batch is its own standard. And a
# single request gets $0/0$, as does a constant column. Worse, a missing cell is scored as if −99.99 ppm had been
# measured.
#
# The same `fit` on the wrong rows is a **leak**: standardise the whole table first and split it later, and what the test
# rows know about the future, their level, their outliers, is in the centre and the scale. With shuffled rows the harm is
# tiny, which is why the habit survives; where the future differs from the past, it is not.

# %%
whole = weekly.dropna().to_numpy()
before_1990 = weekly[weekly.index.year < 1990].dropna().to_numpy()
last_year = weekly[weekly.index.year == 2001].dropna().to_numpy()
by_year = weekly.groupby(weekly.index.year).mean()

fig, ax = plt.subplots(figsize=(7.6, 4.0))
for values, label, colour, style in (
    (before_1990, "fitted before 1990", BLUE, "-"),
    (whole, "fitted on everything: leaked", ORANGE, "--"),
):
    ax.plot(by_year.index, (by_year - values.mean()) / values.std(), color=colour, linestyle=style, lw=2.5, label=label)
ax.axvline(1989.5, color=GREY, lw=1)
ax.text(1989.1, -1.3, "training", color=GREY, ha="right")
ax.text(1989.9, -1.3, "later", color=GREY)
ax.set(xlabel="year", ylabel="z of the yearly mean (standard deviations)")
ax.set_title("A scaler that has seen the future finds it normal", fontweight="bold")
ax.legend(loc="upper left")
plt.show()
print(
    f"2001: z = {(last_year.mean() - before_1990.mean()) / before_1990.std():.2f} by training data, {(last_year.mean() - whole.mean()) / whole.std():.2f} by all data"
)

# %% [markdown]
# ### Exercise 7 · Mend the report   ●●● 16 minutes
#
# Write **`Report`**, which does right what `DraftReport` does wrong. All tables are float arrays with observations in
# rows; no method warns.
#
# - `Report(missing, robust)`: `missing` is the number (not `nan`) that marks a cell in which nothing was measured,
#   such as −999.0; `robust` is a bool. What is measured is whatever differs from `missing`.
# - `fit(X)`, `X` of shape (n, d), n ≥ 1, d ≥ 1, returns the report itself, and sets three attributes, arrays of shape
#   (d,), computed from the **measured** values of each column:
#     - `measured`: how many there are;
#     - `centre`: their median if `robust`, otherwise their mean;
#     - `scale`: your `mad` of them if `robust`, otherwise their standard deviation (divided by their number). Where this
#       is 0, or all the measured values are equal (rounding may then make it $10^{-17}$), the scale is **1.0** instead.
#       No threshold: a column of size $10^{-15}$ is a column.
#
#   It raises `ValueError` if a column has no measured value.
# - `z(X)`, `X` of shape (m, d), m ≥ 1, is called after `fit` and returns $(x_{ij} - \text{centre}_j)/\text{scale}_j$,
#   shape (m, d), by what `fit` stored, with `nan` where `X` is missing. It changes nothing in the report, and raises
#   `ValueError` if `X` has another number of columns than the table of `fit`.
#
# <details><summary>Hint 1</summary>
#
# Begin with `fit`. The columns have different numbers of measured values, so go column by column:
# `for column in X.T`, and `column[column != self.missing]`.
# </details>
# <details><summary>Hint 2</summary>
#
# Functions are values: `centre, spread = (np.median, mad) if self.robust else (np.mean, np.std)`. The order in `z`:
# compute, then put `nan` where `X == self.missing`.
# </details>
# <details><summary>Hint 3</summary>
#
# For the constants: `constant = np.array([c.min() == c.max() for c in columns])`, then
# `scale[constant | (scale == 0)] = 1.0`. A column that is not constant can have a MAD of 0 as well, if more than half
# of its values are equal.
# </details>


# %% solution="report"
class Report:
    """Centre and scale of the columns of a training table, and z-scores of any rows by them.

    >>> report = Report(missing=-999.0, robust=True).fit(np.array([[1.0], [3.0], [-999.0], [2.0]]))
    >>> report.centre, report.measured
    (array([2.]), array([3]))
    """

    def __init__(self, missing: float, robust: bool):
        self.missing = missing
        self.robust = robust

    def fit(self, X: np.ndarray) -> "Report":
        """Learn `measured`, `centre` and `scale`, each of shape (d,), from the table X, shape (n, d)."""
        ### BEGIN SOLUTION
        columns = [column[column != self.missing] for column in X.T]
        constant = np.array([column.min() == column.max() for column in columns])  # min() refuses an empty one
        self.measured = np.array([len(column) for column in columns])
        centre, spread = (np.median, mad) if self.robust else (np.mean, np.std)
        self.centre = np.array([centre(column) for column in columns])
        self.scale = np.array([spread(column) for column in columns])
        self.scale[constant | (self.scale == 0)] = 1.0
        return self
        ### END SOLUTION

    def z(self, X: np.ndarray) -> np.ndarray:
        """Return the z-scores of X, shape (m, d), by what `fit` has learned; nan where X is missing."""
        ### BEGIN SOLUTION
        if X.shape[1] != len(self.centre):
            raise ValueError(f"expected {len(self.centre)} columns, got a table of shape {X.shape}")
        return np.where(X == self.missing, np.nan, (X - self.centre) / self.scale)
        ### END SOLUTION


# %% locked="report_tools"
def fitted(X: np.ndarray, missing: float, robust: bool) -> "Report":
    """Return Report(missing, robust) after fit(X), with `measured`, `centre` and `scale` found to be there."""

    report = Report(missing, robust)
    result, warned = recorded(lambda table: [report.fit(table)], X)
    result = result[0]
    assert not warned, f"fit on a table of shape {X.shape} warned: {warned[0]}"
    assert result is report, f"fit should return the report itself, it returned {result!r}: return self."
    for name in ("measured", "centre", "scale"):
        shape = np.shape(getattr(result, name, None))
        assert shape == (X.shape[1],), (
            f"after fit on a table of shape {X.shape} expected the attribute '{name}' of shape {(X.shape[1],)}, got {shape}."
        )
    return result


def learned(report: "Report") -> np.ndarray:
    """Return measured, centre and scale as the rows of an array of floats, shape (3, d)."""
    return np.array([np.asarray(values, dtype=float) for values in (report.measured, report.centre, report.scale)])


def compare_learned(report: "Report", want, what: str, rtol: float = 1e-9) -> None:
    """Compare what the report has learned with the rows of `want`, measured, centre and scale, one by one."""
    look_at = {
        "measured": "how many values of each column are not the missing one",
        "centre": "the mean, or if robust the median, of the measured values only",
        "scale": "std divided by the number of measured values, or if robust your mad; 1 if that is 0 or all are equal",
    }
    for (name, advice), got, expected in zip(look_at.items(), learned(report), np.asarray(want, dtype=float)):
        assert np.allclose(got, expected, rtol=rtol, atol=1e-9), (
            f"{what}: expected {name} = {expected.round(6).tolist()}, got {got.round(6).tolist()}: {advice}."
        )


def scores(report: "Report", X: np.ndarray) -> np.ndarray:
    """Return report.z(X) as floats, having seen that it gives no warning and has the right shape."""
    result, warned = recorded(report.z, X)
    assert not warned, f"z of a table of shape {X.shape} warned: {warned[0]}"
    result = np.asarray(result, dtype=float)
    assert result.shape == X.shape, f"z of a table of shape {X.shape} should have that shape, got {result.shape}."
    return result


# %% tests="report" name="learns" points=3
_X = np.array([[1.0, 10.0], [-999.0, 20.0], [3.0, 40.0], [8.0, -999.0], [2.0, 20.0]])
_want = [[4, 4], [3.5, 22.5], [np.sqrt(7.25), np.sqrt(118.75)]]
compare_learned(fitted(_X, -999.0, False), _want, f"for {_X.tolist()}, missing -999, not robust")
_report = fitted(_X, -999.0, True)
compare_learned(_report, [[4, 4], [2.5, 20], [1.4826, 7.4130]], f"for {_X.tolist()}, missing -999, robust", 1e-4)
_got = learned(_report)
### BEGIN HIDDEN TESTS
for _seed, (_n, _d, _missing) in enumerate(((12, 3, -99.99), (40, 1, 0.0), (30, 5, 9999.0), (30, 4, -1.0))):
    _rng = np.random.default_rng(_seed)
    _X = _rng.gamma(2.0, 50.0, size=(_n, _d)) * _rng.choice([-1, 1], size=(_n, _d))
    _X[_rng.random((_n, _d)) < 0.25] = _missing
    _nans = np.where(_X == _missing, np.nan, _X)
    _count = (_X != _missing).sum(axis=0)
    _judge = StandardScaler().fit(_nans)
    _what = f"for a random table of shape {_X.shape}, missing {_missing}, "
    _want = [_count, _judge.mean_, _judge.scale_]
    compare_learned(fitted(_X, _missing, False), _want, _what + "not robust, as scikit-learn's StandardScaler has it")
    _want = [
        _count,
        np.nanmedian(_nans, axis=0),
        stats.median_abs_deviation(_nans, axis=0, scale="normal", nan_policy="omit"),
    ]
    compare_learned(fitted(_X, _missing, True), _want, _what + "robust", 1e-4)
_X = np.array([[-998.0], [-999.001], [-999.0], [-1000.0]])
for _robust, _want in ((False, [[3], [_X[[0, 1, 3]].mean()], [_X[[0, 1, 3]].std()]]), (True, [[3], [-999.001], [1.48112]])):
    compare_learned(
        fitted(_X, -999.0, _robust),
        _want,
        f"for {_X.tolist()}, missing -999, robust={_robust} (-999.001 differs from it, so it was measured)",
        1e-4 if _robust else 1e-9,
    )
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "what is learned is finite."

# %% tests="report" name="training_only" points=2
_report = fitted(np.array([[0.0, 5.0], [10.0, 5.0], [20.0, 11.0]]), -99.99, False)
_before = learned(_report)
_got = scores(_report, np.array([[30.0, 6.0]]))
assert np.array_equal(learned(_report), _before), "the call of z changed what the report had learned: z must not fit."
_got = scores(_report, np.array([[30.0, -99.99]]))
_want = 20 / np.sqrt(200 / 3)
assert abs(_got[0, 0] - _want) < 1e-9, (
    f"after fit on 0, 10, 20 a single row with 30 has z = 20 / 8.165 = {_want:.4f}, got {_got[0, 0]}: by the centre and "
    "scale of training, whatever comes."
)
assert np.isnan(_got[0, 1]), f"where the row is missing, here -99.99, expected nan, got {_got[0, 1]}."
_other = fitted(np.array([[1.0, 2.0], [5.0, 8.0]]), -7.0, True)
assert np.array_equal(learned(_report), _before), (
    "a second Report changed what the first had learned: keep it in self, each report its own."
)
### BEGIN HIDDEN TESTS
for _seed, _robust in enumerate((True, False, True, False)):
    _rng = np.random.default_rng(_seed)
    _X, _new = _rng.normal(50, 9, size=(25, 4)), _rng.normal(70, 30, size=(11, 4))
    _X[_rng.random(_X.shape) < 0.2] = -99.99
    _new[_rng.random(_new.shape) < 0.3] = -99.99
    _new[0] = -99.99
    _report = fitted(_X, -99.99, _robust)
    _, _centre, _scale = _before = learned(_report)
    _want = np.where(_new == -99.99, np.nan, (_new - _centre) / _scale)
    _got = scores(_report, _new)
    for _row, _wanted, _found in zip(_new, _want, _got):
        assert np.allclose(_found, _wanted, rtol=1e-9, atol=1e-9, equal_nan=True), (
            f"z of new rows (robust={_robust}, missing -99.99) should be (x - centre) / scale by what fit stored, nan where "
            f"missing: for {_row.round(3).tolist()} expected {_wanted.round(3).tolist()}, got {_found.round(3).tolist()}."
        )
    _rows = np.vstack([scores(_report, _row[None, :]) for _row in _new])
    assert np.allclose(_rows, _want, rtol=1e-9, atol=1e-9, equal_nan=True), (
        "row by row the z-scores should be the same as for the whole table."
    )
    assert np.array_equal(learned(_report), _before), "the call of z changed what the report had learned."
_report = fitted(np.array([[-998.0], [-999.001], [-1000.0]]), -999.0, False)
_got = scores(_report, np.array([[-999.001], [-999.0]]))
assert np.isfinite(_got[0, 0]) and np.isnan(_got[1, 0]), (
    f"with missing -999 the cell -999.001 was measured: expected a number and nan, got {_got[:, 0].tolist()}."
)
### END HIDDEN TESTS
assert _got.ndim == 2, "z returns a table."

# %% tests="report" name="constants" points=2
_X = np.array([[7.0, 1.0], [7.0, 1.0], [7.0, 2.0], [-999.0, 1.0]])
for _robust in (True, False):
    _report = fitted(_X, -999.0, _robust)
    assert abs(learned(_report)[2, 0] - 1) < 1e-12, (
        f"for a column whose measured values are all 7 expected the scale 1 (robust={_robust}), got {learned(_report)[2, 0]}."
    )
    if _robust:
        assert abs(learned(_report)[2, 1] - 1) < 1e-12, (
            "column 2, with the values 1, 1, 2, 1, is not constant, but its MAD is 0: expected the scale 1, got "
            f"{learned(_report)[2, 1]}."
        )
    _got = scores(_report, np.array([[7.0, 1.0], [9.5, 1.0]]))
    assert np.allclose(_got[:, 0], [0, 2.5], rtol=0, atol=1e-9), (
        f"in that column 7 and 9.5 should get z = 0 and 2.5 (robust={_robust}), got {_got[:, 0].tolist()}."
    )
_report = fitted(np.full((6, 1), 0.1), -999.0, False)
compare_learned(_report, [[6], [0.1], [1]], "for six times 0.1, whose computed standard deviation is 1e-17, not robust")
_got = learned(_report)
### BEGIN HIDDEN TESTS
_what = f"for {_X.tolist()}, missing -999, "
compare_learned(fitted(_X, -999.0, True), [[3, 4], [7, 1], [1, 1]], _what + "robust, the second MAD being 0 too")
compare_learned(fitted(_X, -999.0, False), [[3, 4], [7, 1.25], [1, np.sqrt(0.1875)]], _what + "not robust")
for _value, _n in ((0.1, 6), (0.7, 3), (2.3, 7), (7.3, 9), (0.1, 1)):
    for _robust in (True, False):
        _what = f"for {_n} times {_value} (robust={_robust}), where the computed deviation may be 1e-17"
        compare_learned(fitted(np.full((_n, 1), _value), -999.0, _robust), [[_n], [_value], [1]], _what)
for _size in (1e-9, 1e-15):
    _X = np.random.default_rng(5).normal(size=(20, 2)) * _size
    for _robust in (True, False):
        _got = learned(fitted(_X, -999.0, _robust))[2]
        assert np.all((_got > 0.1 * _size) & (_got < 10 * _size)), (
            f"a column with values of size {_size:g} is not constant (robust={_robust}), got the scale {_got.tolist()}."
        )
_got = learned(fitted(1e9 + np.array([[0.0], [1.0], [2.0]]), -999.0, False))[2]
assert np.allclose(_got, np.sqrt(2 / 3), rtol=0, atol=1e-6), (
    f"1e9, 1e9 + 1, 1e9 + 2 are not constant: expected the scale 0.8165, got {_got.tolist()}: compare values, no threshold."
)
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "scales are finite."

# %% tests="report" name="refuses" points=1
_error = error_from(lambda: Report(-999.0, True).fit(np.array([[1.0, -999.0], [2.0, -999.0]])))
assert _error == "ValueError", f"a column without any measured value: expected ValueError, got {_error}."
_report = fitted(np.array([[1.0, 2.0, 3.0], [3.0, 3.0, 5.0]]), -999.0, False)
_error = error_from(_report.z, np.array([[1.0], [2.0]]))
assert _error == "ValueError", (
    f"fit saw 3 columns and z is given 1: expected ValueError, got {_error} (by itself NumPy stretches the one column)."
)
### BEGIN HIDDEN TESTS
for _robust in (True, False):
    _error = error_from(lambda: Report(0.0, _robust).fit(np.array([[0.0, 1.0, 5.0], [0.0, 2.0, 0.0]])))
    assert _error == "ValueError", f"a first column that is all missing: expected ValueError, got {_error}."
    _error = error_from(lambda: Report(0.0, _robust).fit(np.array([[4.0, 1.0, 5.0], [0.0, 2.0, 0.0]])))
    assert _error == "no error", f"one measured value in a column is enough, got {_error}."
    for _d, _wrong in ((3, 2), (3, 4), (1, 3)):
        _report = fitted(np.arange(2.0 * _d).reshape(2, _d), -999.0, _robust)
        _error = error_from(_report.z, np.ones((2, _wrong)))
        assert _error == "ValueError", (
            f"fit saw {_d} columns and z is given {_wrong}: expected ValueError, got {_error}."
        )
### END HIDDEN TESTS

# %% [markdown]
# **The report on the patients.** The diabetes table as a hospital might export it: we overwrite some 5 % of its cells by
# −999, and add a column `site` that is always 4. Two thirds of the patients train; the others come later, and nothing is
# learned from them.

# %%
columns = ["age", "sex", "bmi", "bp", "tc", "ldl", "hdl", "tch", "ltg", "glu", "site"]
units = ["years", "1/2", "kg/m²", "mmHg", "mg/dL", "mg/dL", "mg/dL", "ratio", "log", "mg/dL", "code"]
rng = np.random.default_rng(20)
table = np.column_stack([diabetes.data, np.full(442, 4.0)])
table[rng.random(table.shape) < 0.05] = -999.0
_order = rng.permutation(442)
training, newcomers = table[_order[:295]], table[_order[295:]]

robust, classical = (Report(missing=-999.0, robust=flag).fit(training) for flag in (True, False))
heads = ["n", "naive", "mean", "trimmed", "median", "std", "MAD", "5 %", "95 %", "r", "ρ", "flags"]
print(f"{'':5s}{'unit':6s}" + "".join(f"{head:>8s}" for head in heads))
for j, (name, unit) in enumerate(zip(columns, units)):
    seen = training[:, j] != -999.0
    x, y = training[seen, j], progression[_order[:295]][seen]
    centres = [training[:, j].mean(), classical.centre[j], trimmed_mean(x, 0.1), robust.centre[j]]
    spreads = [classical.scale[j], robust.scale[j], quantile(x, 0.05), quantile(x, 0.95)]
    numbers_of_row = [*centres, *spreads, pearson(x, y), spearman(x, y)]
    flags = (np.abs(robust.z(newcomers)[:, j]) > 3.5).sum()
    row = "".join(f"{number:8.2f}" for number in numbers_of_row)
    print(f"{name:5s}{unit:6s}{int(robust.measured[j]):8d}{row}{flags:8d}")
_judge = StandardScaler().fit(np.where(training == -999.0, np.nan, training))
same = np.allclose(
    _judge.transform(np.where(newcomers == -999.0, np.nan, newcomers)), classical.z(newcomers), equal_nan=True
)
print("scikit-learn's StandardScaler gives the same z-scores for the newcomers:", same)

# %% [markdown]
# The naive means, sentinels and all, are wrong in every line, and in some (`bp`, `tc`) one might not notice. `sex` has a
# MAD of 0 without being constant, and so the scale 1. `site` is constant: its two scales of 1 stand for a spread of 0, and
# its correlation is undefined, and says so. `r` and `ρ` are with the progression of the disease; `flags` counts the
# newcomers' cells whose robust z exceeds 3.5 in size. One total cholesterol deserves a second look.
#
# And the five lines of the opening, once more:

# %%
a, b = standardised_rates(cured, treated, treated.sum(axis=1))
print(
    f"1. In the {len(measured)} weeks in which it was measured, CO2 averaged {measured.mean():.1f} ppm, median {np.median(measured):.1f}; it had a trend."
)
print(
    f"2. Both CO2 and money grew. Their yearly changes have r = {correlation_of_changes(co2_by_year, money_by_year):.2f}."
)
print(f"3. On the same mix of stones A cures {a:.0%} and B {b:.0%}; A is ahead for small stones and for large.")
print(
    f"4. A strike lasts {reweighted_mean(met, met):.1f} ± {np.std(means):.1f} days on average, by a length-biased sample, reweighted."
)
print(
    f"5. Heavier patients have higher blood pressure, r = {pearson(bmi, bp):.2f}; among referred patients this cannot be seen."
)

# %% [markdown]
# The new lines are longer. Each says what was measured, in whom, and compared with what; that is most of what honesty
# takes. Whether a difference, such as 83 % against 78 %, may be luck, they do not say: that is the next lesson,
# [Hypothesis testing](../hypothesis_testing/hypothesis_testing.ipynb).
#
# ## What you can do now
#
# | | at work |
# |---|---|
# | ☑ summarise by median, trimmed mean and MAD | alarms that one bad sensor does not move; sentinels found before a model learns them |
# | ☑ draw an ECDF, and say which quantile you mean | latency objectives; drift monitors |
# | ☑ compute Pearson and Spearman, and see through outliers and trends | feature screening |
# | ☑ detect Simpson's paradox, and standardise directly | comparing models or releases whose traffic differs in mix |
# | ☑ mend a biased sample by weights, where that is possible | logged data of a recommender, surveys |
# | ☑ standardise by training data only | every pipeline that you put into service |
#
# **Go further**
#
# - MIT OCW
#   [18.05, Introduction to Probability and Statistics](https://ocw.mit.edu/courses/18-05-introduction-to-probability-and-statistics-spring-2022/),
#   the readings on covariance and correlation, with problems and solutions.
# - R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", *The American Statistician* 50 (1996): nine
#   definitions, and what to ask of one.
# - M. A. Hernán, D. Clayton and N. Keiding, "The Simpson's paradox unraveled", *International Journal of
#   Epidemiology* 40 (2011): when to standardise and when not to.
