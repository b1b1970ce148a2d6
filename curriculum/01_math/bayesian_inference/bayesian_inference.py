# ---
# title: Bayesian inference
# minutes: 120
# difficulty: 2
# prerequisites: [probability_distributions]
# summary: Update beliefs by data, build a text filter that knows its base rates, and write a Metropolis sampler together with the diagnostics that say when to trust it.
# proves:
#   stats.bayesian_reasoning: [base_rates, beta_binomial, predictive, fit_naive_bayes, class_posterior, metropolis, diagnostics]
# ---

# %% [markdown]
# # Bayesian inference
#
# In 2017 the Breast Cancer Surveillance Consortium published how 359 radiologists in the United States had read
# 1,682,504 screening mammograms. Of the women who had cancer they called back 86.9 % (the **sensitivity**); of the
# women who had none they sent home 88.9 % (the **specificity**).
#
# A woman is called back. **Predict before you run, and write your number down:** how probable is it that she has
# cancer?
#
# The cell sends a million simulated women through such a test. It needs a third number, whose absence from the
# question few people notice: of 1000 women in the same paper, 5.9 had cancer.

# %% locked="imports"
import importlib
import inspect
import math
import re
import warnings
from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from scipy import special, stats
from scipy.special import betaln, expit, gammaln
from sklearn.datasets import load_breast_cancer
from sklearn.naive_bayes import MultinomialNB
from statsmodels.discrete.discrete_model import Logit
from statsmodels.tsa import stattools

BLUE, ORANGE, RED, GREEN, GREY = "#0072B2", "#E69F00", "#D55E00", "#009E73", "#666666"
plt.rcParams.update(
    {
        "figure.dpi": 100,
        "font.size": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "legend.frameon": False,
    }
)


def shown(value) -> str:
    """Return `value` as a message shows it: numbers with ten digits, a large array as its shape."""
    if callable(value):
        return getattr(value, "__name__", type(value).__name__)
    array = np.asarray(value)
    if array.size > 12:
        return f"<array of shape {array.shape}>"
    return np.array2string(
        array, separator=", ", max_line_width=1000, formatter={"float_kind": lambda v: f"{v:.10g}"}
    )


def call(function: Callable, *args):
    """Return `function(*args)`; an error in it, or None, becomes a failed assertion that names it."""
    try:
        result = function(*args)
    except (NotImplementedError, AssertionError):
        raise
    except Exception as error:
        raise AssertionError(
            f"{shown(function)}({', '.join(shown(arg) for arg in args)}) should return a result, but raised "
            f"{type(error).__name__}: {error}"
        ) from error
    assert result is not None, f"your function {shown(function)} returned None: is its `return` missing?"
    return result


def run_recording(function: Callable, *args):
    """Return what `function(*args)` returns, and the list of warnings it gave, each kind once."""
    with (
        warnings.catch_warnings(record=True) as caught,
        np.errstate(over="warn", divide="warn", invalid="warn"),
    ):
        warnings.simplefilter("always")
        result = call(function, *args)
    return result, list(dict.fromkeys(str(warning.message) for warning in caught))


def error_from(function: Callable, *args) -> str:
    """Return the name of the exception that `function(*args)` raises, or "no error"."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            function(*args)
    except NotImplementedError:
        raise
    except ValueError:  # also one of its subclasses
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return "no error"


def as_table(value) -> np.ndarray:
    """Return `value` as an array of floats; say so if it cannot be one."""
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        parts = value if isinstance(value, (tuple, list)) else [value]
        kinds = ", ".join(f"{type(part).__name__} {getattr(part, 'shape', '')}".strip() for part in parts[:4])
    raise AssertionError(f"expected numbers, in rows of equal length; your function returned: {kinds}.")


def as_number(value) -> float:
    """Return `value` as a float; say so if it is not exactly one number."""
    array = as_table(value)
    assert array.size == 1, (
        f"expected one number; your function returned {array.size}, in shape {array.shape}."
    )
    return float(array.reshape(-1)[0])


def as_pair(value) -> tuple:
    """Return `value` if it is a tuple or list of two things; otherwise say so."""
    assert isinstance(value, (tuple, list)) and len(value) == 2, (
        f"the function should return a pair, as in `return first, second`; it returned a {type(value).__name__}."
    )
    return tuple(value)


# %%
PREVALENCE, SENSITIVITY, SPECIFICITY = 0.0059, 0.869, 0.889

rng = np.random.default_rng(0)
has_cancer = rng.random(1_000_000) < PREVALENCE
called_back = rng.random(1_000_000) < np.where(has_cancer, SENSITIVITY, 1 - SPECIFICITY)

print(f"of the women with cancer, called back:  {called_back[has_cancer].mean():.1%}")
print(f"of the women without, sent home:        {1 - called_back[~has_cancer].mean():.1%}")
print(f"of all women, called back:              {called_back.mean():.1%}")
print(f"of the women called back, with cancer:  {has_cancer[called_back].mean():.1%}")

# %% [markdown]
# A little over 4 %; the paper, which counted, reports 4.4 %. There is no contradiction: 87 % is the probability of *a
# call, given cancer*; the woman wants to know the probability of *cancer, given a call*. To turn the one into the
# other takes the third number.
#
# That turning round is all there is to Bayesian inference.
#
# **You will be able to**
#
# 1. turn a base rate and the quality of a test into the probability that matters;
# 2. update a belief about a rate by data, and summarise it by its mean and its mode;
# 3. predict counts to come, with your ignorance of the rate included;
# 4. build a naive Bayes filter for text that no single word vetoes and no long text breaks;
# 5. sample from a posterior by Metropolis, and measure whether the chains may be believed.
#
# **Before this:** [Probability distributions](../probability_distributions/probability_distributions.ipynb).
# **Not here:** confidence intervals (*Hypothesis testing*); hierarchical models, Hamiltonian Monte Carlo.
#
# **Data.** Mammography: Lehman and others, *Radiology* 283 (2017), 49–58; rates per examination, 5.1 cancers in 1000
# found and 0.8 overlooked. Tumours: *Breast Cancer Wisconsin (Diagnostic)* (Wolberg and others, UCI, CC BY 4.0), from
# scikit-learn. Texts: docstrings of Python's standard library (PSF License), and short messages made up for this lesson.

# %% [markdown]
# ### Warm-up
#
# **1.** The likelihood of 569 tumours came out as `0.0`, for a good model and for an absurd one. What was the remedy?
#
# <details><summary>Answer</summary>
#
# Add up logarithms instead of multiplying densities: $\ell(\theta)=\sum_i\log p(x_i\mid\theta)$. A product of
# hundreds of small numbers is below the least positive float.
#
# </details>
#
# **2.** $\theta$ has the density $p_\theta$, and $\phi = \log\theta$. What is the density of $\phi$?
#
# <details><summary>Answer</summary>
#
# Probability is conserved, $p_\phi\,d\phi = p_\theta\,d\theta$, and $d\theta/d\phi = e^\phi=\theta$. So
# $p_\phi(\phi) = \theta\,p_\theta(\theta)$: another scale, another density. The factor is easily forgotten,
# and in section 5 it will have been.
#
# </details>
#
# **3.** You average 10,000 independent draws. What is the standard error of the average, and what would change if
# neighbouring draws were alike?
#
# <details><summary>Answer</summary>
#
# $s/\sqrt{10\,000}$, with the draws' standard deviation $s$. The formula counts on independence. If each draw nearly
# repeats the one before, there is less information in 10,000 of them, and the true error is larger.
# How much larger is the subject of section 6.
#
# </details>

# %% [markdown]
# ## 1 · The base rate
#
# Let $H_1,\dots,H_k$ be hypotheses of which exactly one is true, and $D$ what was observed.
#
# - The **prior** $p(H_i)$: how probable the hypothesis was before; for a disease, its share in the population, the
#   **base rate** or prevalence.
# - The **likelihood** $p(D\mid H_i)$: how probable the observation is if the hypothesis holds. Over $i$ it need not
#   add up to 1.
# - The **posterior** $p(H_i\mid D)$: how probable the hypothesis is now.
#
# The probability that both $H_i$ and $D$ happen can be written in two ways,
# $p(H_i\mid D)\,p(D) = p(D\mid H_i)\,p(H_i)$. Divide, and that is **Bayes' rule**:
#
# $$ p(H_i\mid D) = \frac{p(D\mid H_i)\,p(H_i)}{p(D)}, \qquad p(D) = \sum_{j=1}^k p(D\mid H_j)\,p(H_j) . $$
#
# The denominator, the **evidence**, is the sum of all numerators: it makes the posterior add up to 1.
#
# In whole people: of 1000 women 5.9 have cancer, and $0.869\cdot5.9\approx5.1$ of them are called back; so are
# $0.111\cdot994.1\approx110.3$ of the others. And $5.1/(5.1+110.3)\approx4.4\,\%$: a small error rate, but of *nearly
# everybody*.

# %%
def draw_thousand(prevalence: float, ax: plt.Axes) -> None:
    """Draw a thousand screened women, one square each."""
    sick = round(1000 * prevalence)
    caught = round(sick * SENSITIVITY)
    false_alarms = round((1000 - sick) * (1 - SPECIFICITY))
    groups = [
        (caught, BLUE, "cancer, called back"),
        (sick - caught, "black", "cancer, sent home"),
        (false_alarms, ORANGE, "no cancer, called back"),
        (1000 - sick - false_alarms, "#D9D9D9", "no cancer, sent home"),
    ]
    start = 0
    for count, colour, text in groups:
        column, row = np.divmod(np.arange(start, start + count), 25)
        ax.scatter(column, -row, color=colour, marker="s", s=24, linewidths=0, label=f"{text}: {count}")
        start += count
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), fontsize=10, labelspacing=0.2)
    ax.set_title(f"prevalence {prevalence:.1%}: {caught} of {caught + false_alarms} calls are cancer", fontsize=11)
    ax.set_axis_off()


fig, axes = plt.subplots(1, 2, figsize=(10, 4.6), layout="constrained")
for ax, prevalence in zip(axes, (PREVALENCE, 0.1)):
    draw_thousand(prevalence, ax)
fig.suptitle("The same test, the same error rates, another population", fontweight="bold")
plt.show()

# %% [markdown]
# If you wrote down a number between 80 and 90 %, you are in large company. **Predict before you run:** which of the two
# lines below is that answer, and which prior does it assume?

# %%
likelihood = np.array([SENSITIVITY, 1 - SPECIFICITY])  # p(called back | cancer), p(called back | none)
print("likelihood, made to add up to 1:", likelihood / likelihood.sum())
joint = np.array([PREVALENCE, 1 - PREVALENCE]) * likelihood
print("prior times likelihood, likewise:", joint / joint.sum())

# %% [markdown]
# The first line, with the prior ½, ½: as if every other woman had cancer. Leaving the base rate out does not avoid a
# prior; it picks a flat one.

# %% [markdown]
# ### Exercise 1 · `base_rates` · ●○○ · 7 minutes
#
# **`bayes_update(prior, likelihood)`** takes two float arrays of shape `(k,)`, $k\ge1$, without negative entries;
# `prior` adds up to 1. Return the posterior, a new array of shape `(k,)` that adds up to 1. If the evidence, as computed,
# is 0, the data are impossible under every hypothesis with a positive prior: raise `ValueError`. A tiny evidence, such as
# $10^{-30}$, is no error. Leave the arguments as they are.
#
# **`predictive_values(prevalence, sensitivity, specificity)`** takes three numbers strictly between 0 and 1. Return
# the pair ($p(\text{disease}\mid\text{positive test})$, $p(\text{no disease}\mid\text{negative test})$).
#
# In all exercises a NumPy number (Jupyter may show `np.float64(0.75)`) is as good as a Python float. Do not round.
#
# <details><summary>Hint 1: a nudge</summary>
#
# The cell above holds the first function, almost. For the second, use the first twice: a positive test and a negative
# test are two different data $D$, with two different likelihoods.
#
# </details>
# <details><summary>Hint 2: nearly the code</summary>
#
# With the hypotheses in the order (disease, none), the likelihood of a positive test is
# `[sensitivity, 1 - specificity]` and of a negative one `[1 - sensitivity, specificity]`. Which entry of each
# posterior is asked for?
#
# </details>

# %% solution="base_rates"
def bayes_update(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    """Return the posterior probabilities, shape (k,), of k hypotheses.

    >>> bayes_update(np.array([0.5, 0.5]), np.array([0.3, 0.1]))
    array([0.75, 0.25])
    """
    ### BEGIN SOLUTION
    joint = prior * likelihood
    if not joint.any():
        raise ValueError("the data are impossible under every hypothesis")
    return joint / joint.sum()
    ### END SOLUTION


def predictive_values(prevalence: float, sensitivity: float, specificity: float) -> tuple[float, float]:
    """Return (p(disease | positive test), p(no disease | negative test)).

    >>> predictive_values(0.5, 0.75, 0.75)
    (0.75, 0.75)
    """
    ### BEGIN SOLUTION
    prior = np.array([prevalence, 1 - prevalence])
    if_positive = bayes_update(prior, np.array([sensitivity, 1 - specificity]))
    if_negative = bayes_update(prior, np.array([1 - sensitivity, specificity]))
    return float(if_positive[0]), float(if_negative[1])
    ### END SOLUTION


# %% tests="base_rates" name="posterior" points=2
_test_prior, _test_likelihood = np.array([0.2, 0.3, 0.5]), np.array([0.5, 0.1, 0.0])
_got = as_table(call(bayes_update, _test_prior, _test_likelihood))
assert _got.shape == (3,), f"for three hypotheses expected shape (3,), got {_got.shape}."
assert np.allclose(_got, [10 / 13, 3 / 13, 0], rtol=0, atol=1e-12), (
    "prior [0.2, 0.3, 0.5] times likelihood [0.5, 0.1, 0] is [0.10, 0.03, 0], which adds up to 0.13: expected "
    f"{shown([10 / 13, 3 / 13, 0])}, got {shown(_got)}."
)
assert np.array_equal(_test_prior, [0.2, 0.3, 0.5]) and np.array_equal(_test_likelihood, [0.5, 0.1, 0.0]), (
    f"the arguments became {_test_prior} and {_test_likelihood} by the call: compute in a new array."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(11)
for _k in (1, 2, 3, 40):
    _test_prior, _first, _second = _rng.dirichlet(np.ones(_k)), _rng.random(_k), _rng.random(_k)
    _want = np.array([p * q for p, q in zip(_test_prior, _first)])
    _want /= _want.sum()
    _got = as_table(call(bayes_update, _test_prior.copy(), _first.copy()))
    assert _got.shape == (_k,) and np.allclose(_got, _want, rtol=1e-9, atol=1e-12), (
        f"prior {shown(_test_prior)}, likelihood {shown(_first)}: expected {shown(_want)}, got {shown(_got)}."
    )
    _twice = as_table(call(bayes_update, _got.copy(), _second.copy()))
    _at_once = as_table(call(bayes_update, _test_prior.copy(), _first * _second))
    assert _twice.shape == _at_once.shape and np.allclose(_twice, _at_once, rtol=1e-9, atol=1e-12), (
        "two independent observations one after the other should give what their product gives at once."
    )
_got = as_table(call(bayes_update, np.array([0.25, 0.75]), np.array([1.0, 1.0])))
assert _got.shape == (2,) and np.allclose(_got, [0.25, 0.75], rtol=0, atol=1e-12), (
    f"data that are certain either way teach nothing: expected the prior [0.25, 0.75], got {shown(_got)}."
)
### END HIDDEN TESTS

# %% tests="base_rates" name="impossible_data" points=1
_error = error_from(bayes_update, np.array([1.0, 0.0]), np.array([0.0, 0.5]))
assert _error == "ValueError", (
    "prior [1, 0] and likelihood [0, 0.5]: what happened was impossible under the only hypothesis with a positive prior. "
    f"Expected ValueError, got {_error}."
)
_got = as_table(call(bayes_update, np.array([0.5, 0.5]), np.array([1e-30, 3e-30])))
assert _got.shape == (2,) and np.allclose(_got, [0.25, 0.75], rtol=1e-9, atol=0), (
    f"likelihoods of 1e-30 and 3e-30 are small, not impossible: expected [0.25, 0.75], got {shown(_got)}."
)
### BEGIN HIDDEN TESTS
for _test_prior, _test_likelihood in (
    ([0.5, 0.5], [0.0, 0.0]),
    ([1.0], [0.0]),
    ([0.0, 0.4, 0.6], [0.9, 0.0, 0.0]),
):
    _error = error_from(bayes_update, np.array(_test_prior), np.array(_test_likelihood))
    assert _error == "ValueError", (
        f"prior {_test_prior} and likelihood {_test_likelihood}: the evidence is 0, expected ValueError, got {_error}."
    )
_got = as_table(call(bayes_update, np.array([0.0, 0.4, 0.6]), np.array([0.9, 1e-9, 0.0])))
assert _got.shape == (3,) and np.allclose(_got, [0, 1, 0], rtol=0, atol=1e-12), (
    f"prior [0, 0.4, 0.6], likelihood [0.9, 1e-9, 0]: only the second is possible, expected [0, 1, 0], got {shown(_got)}."
)
### END HIDDEN TESTS

# %% tests="base_rates" name="predictive_values" points=2
_got = as_table(call(predictive_values, 0.0059, 0.869, 0.889))
assert _got.shape == (2,), f"expected a pair of numbers, got numbers in the shape {_got.shape}."
assert np.allclose(_got, [0.0444013, 0.9991262], rtol=0, atol=1e-6) or not any(
    np.allclose(_got, np.round([0.0444013, 0.9991262], _digits), rtol=0, atol=1e-12) for _digits in (2, 3, 4, 5)
), f"for the mammograms expected the pair (0.0444013, 0.9991262), got {shown(_got)}: do not round."
assert abs(_got[0] - 0.0444013) < 1e-6, (
    f"for the mammograms p(cancer | called back) is 0.0444013, got {_got[0]:.7f}: the prior is (prevalence, 1 - prevalence), "
    "and the healthy are called back with probability 1 - specificity."
)
assert abs(_got[1] - 0.9991262) < 1e-6, (
    f"for the mammograms p(no cancer | sent home) is 0.9991262, got {_got[1]:.7f}: the likelihood of a negative test is "
    "(1 - sensitivity, specificity), and the second hypothesis is asked for."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(12)
for _ in range(20):
    _p, _se, _sp = (float(v) for v in _rng.uniform(0.01, 0.99, size=3))
    _want = (_p * _se / (_p * _se + (1 - _p) * (1 - _sp)), (1 - _p) * _sp / ((1 - _p) * _sp + _p * (1 - _se)))
    _got = as_table(call(predictive_values, _p, _se, _sp))
    assert _got.shape == (2,) and np.allclose(_got, _want, rtol=1e-9, atol=0), (
        f"prevalence {_p:.3f}, sensitivity {_se:.3f}, specificity {_sp:.3f}: expected {shown(_want)}, got {shown(_got)}."
    )
### END HIDDEN TESTS

# %% [markdown]
# The posterior after one observation is the prior for the next. Suppose that a second, independent examination with the
# same error rates is positive too. **Predict** her probability of cancer now.

# %%
belief = np.array([PREVALENCE, 1 - PREVALENCE])
for examination in (1, 2, 3):
    belief = as_table(bayes_update(belief, likelihood))
    print(f"positive examinations: {examination}, p(cancer): {belief[0]:.1%}")

# %% [markdown]
# 4 %, then 27 %, and 74 % after a third: each positive result multiplies the *odds* $p/(1-p)$ by
# $0.869/0.111\approx7.8$. But only if the examinations err independently: a second reader of the same image stumbles over
# the same shadow.
#
# Every alarm and fraud detector meets the base rate: its **precision**, the share of its alarms that are right, depends
# on the prevalence where it *runs*, not where it was tested.

# %% [markdown]
# ## 2 · A belief about a rate
#
# So far the rates were given. Now we learn one. Take a crude rule for the tumours of the last lesson: *a mean nuclear
# area above 700 pixels means an operation*. Its **false-alarm rate** $\theta$ is the probability that a benign tumour
# trips it. A clinic tries the rule on the first 40 benign tumours of the table.

# %% locked="data"
cancer = load_breast_cancer()
area = cancer.data[:, list(cancer.feature_names).index("mean area")]
is_malignant = cancer.target == 0
false_alarm = area[~is_malignant] > 700  # one entry per benign tumour, in the order of the table

# %%
tried, later = false_alarm[:40], false_alarm[40:]
print(f"false alarms so far: {tried.sum()} of {len(tried)}; maximum likelihood says theta = {tried.mean()}")

# %% [markdown]
# $\hat\theta=0$: by maximum likelihood the rule *never* raises a false alarm, and the estimated standard error is 0 as
# well. **Predict** how many of the other 317 benign tumours will trip it; section 3 counts.
#
# The Bayesian way is to treat $\theta$ as a random variable whose distribution says what we know. The hypotheses are
# now all numbers between 0 and 1. Let $k$ of $n$ independent trials be "successes", here false alarms:
#
# $$ p(\theta\mid k) \;\propto\; \underbrace{\theta^{k}(1-\theta)^{n-k}}_{\text{likelihood}}\;\cdot\;\underbrace{\theta^{a-1}(1-\theta)^{b-1}}_{\text{prior}} \;=\;\theta^{a+k-1}(1-\theta)^{b+n-k-1} . $$
#
# The prior is here a **Beta distribution** $\mathrm{Beta}(a,b)$, $a,b>0$: its density is that power law divided by its
# area, the Beta function $B(a,b)$. The posterior is a Beta again, with $a+k$ and $b+n-k$. A prior that keeps its form is
# **conjugate**, and updating is counting: $a$ and $b$ act like successes and failures seen before the data.
#
# | summary | formula for $\mathrm{Beta}(a,b)$ | what it is |
# |---|---|---|
# | mean | $\dfrac{a}{a+b}$ | $\mathbb{E}[\theta]$, which is also the probability that the next trial succeeds |
# | mode | $\dfrac{a-1}{a+b-2}$, for $a,b\ge1$, not both 1 | the highest point of the density; of a posterior, the **MAP** (maximum a posteriori) estimate |
#
# The smallest example: prior $\mathrm{Beta}(1,1)$, which is flat, and the trials (success, success, failure) give
# $\mathrm{Beta}(3,2)$, with the mean $3/5$ and the MAP $2/3$, which after a flat prior is the maximum-likelihood estimate.

# %% [markdown]
# ### Exercise 2 · `beta_binomial` · ●○○ · 6 minutes
#
# **`beta_update(a, b, y)`**: the prior is $\mathrm{Beta}(a,b)$, $a,b>0$; `y`, shape `(n,)`, $n\ge0$, holds trials,
# either booleans or integers 0 and 1. Return the posterior's two parameters as a pair. No trials, no change.
#
# **`beta_mean(a, b)`**, $a,b>0$, and **`beta_mode(a, b)`**, $a,b\ge1$ and not both 1: the mean and the mode of
# $\mathrm{Beta}(a,b)$, as numbers.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Compare exponents in the formula above: the *parameters* are one larger than the exponents, before and after.
#
# </details>
# <details><summary>Hint 2: nearly the code</summary>
#
# `successes = y.sum()`; failures are `len(y) - successes`. Mean and mode stand in the table.
#
# </details>

# %% solution="beta_binomial"
def beta_update(a: float, b: float, y: np.ndarray) -> tuple[float, float]:
    """Return the parameters of the posterior after the trials `y`, shape (n,), booleans or 0 and 1.

    >>> beta_update(1.0, 1.0, np.array([1, 1, 0]))
    (3.0, 2.0)
    """
    ### BEGIN SOLUTION
    successes = y.sum()
    return float(a + successes), float(b + len(y) - successes)
    ### END SOLUTION


def beta_mean(a: float, b: float) -> float:
    """Return the mean of Beta(a, b).

    >>> beta_mean(3.0, 2.0)
    0.6
    """
    ### BEGIN SOLUTION
    return a / (a + b)
    ### END SOLUTION


def beta_mode(a: float, b: float) -> float:
    """Return the mode of Beta(a, b), for a, b >= 1 and not both 1.

    >>> beta_mode(3.0, 1.0)
    1.0
    """
    ### BEGIN SOLUTION
    return (a - 1) / (a + b - 2)
    ### END SOLUTION


# %% tests="beta_binomial" name="update" points=2
_got = as_table(call(beta_update, 2.0, 5.0, np.array([1, 0, 0, 1, 1, 0, 0])))
assert _got.shape == (2,) and np.allclose(_got, [5, 9], rtol=0, atol=1e-12), (
    f"Beta(2, 5), then 3 successes and 4 failures: expected (5, 9), got {shown(_got)}: successes are added to a, failures to b."
)
_got = as_table(call(beta_update, 1.0, 1.0, np.array([True, False, False])))
assert _got.shape == (2,) and np.allclose(_got, [2, 3], rtol=0, atol=1e-12), (
    f"Beta(1, 1), then True, False, False: expected (2, 3), got {shown(_got)}."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(21)
for _n in (0, 1, 2, 500):
    _test_y = _rng.random(_n) < 0.3
    _a, _b = (float(v) for v in _rng.uniform(0.2, 9, size=2))
    for _trials in (_test_y, _test_y.astype(int)):
        _got = as_table(call(beta_update, _a, _b, _trials.copy()))
        _want = [_a + np.count_nonzero(_test_y), _b + np.count_nonzero(~_test_y)]
        assert _got.shape == (2,) and np.allclose(_got, _want, rtol=1e-12, atol=0), (
            f"Beta({_a:.3f}, {_b:.3f}) and {_n} trials ({_trials.dtype}): expected {shown(_want)}, got {shown(_got)}."
        )
for _trials in (np.ones(200, dtype=int), np.zeros(3, dtype=bool), np.ones(3, dtype=bool)):
    _got = as_table(call(beta_update, 1.5, 0.5, _trials))
    _want = [1.5 + np.count_nonzero(_trials), 0.5 + len(_trials) - np.count_nonzero(_trials)]
    assert _got.shape == (2,) and np.allclose(_got, _want, rtol=1e-12, atol=0), (
        f"Beta(1.5, 0.5) and {len(_trials)} equal trials: expected {shown(_want)}, got {shown(_got)}."
    )
### END HIDDEN TESTS

# %% tests="beta_binomial" name="mean_and_mode" points=2
_got = as_number(call(beta_mean, 3.0, 2.0))
assert abs(_got - 0.6) < 1e-12, f"the mean of Beta(3, 2) is 3/5, got {_got}."
_got = as_number(call(beta_mode, 3.0, 2.0))
assert abs(_got - 2 / 3) < 1e-12, (
    f"the mode of Beta(3, 2) is 2/3, got {_got}: the density is theta^2 (1 - theta)^1 up to a factor."
)
_got = as_number(call(beta_mode, 1.0, 41.0))
assert abs(_got) < 1e-12, f"Beta(1, 41) falls from its highest point at 0: expected the mode 0, got {_got}."
### BEGIN HIDDEN TESTS
for _a, _b in ((0.5, 0.5), (1, 1), (2, 1), (1.5, 7.25), (300, 20), (0.1, 4)):
    _got, _want = as_number(call(beta_mean, _a, _b)), float(stats.beta(_a, _b).mean())
    assert abs(_got - _want) < 1e-9, f"the mean of Beta({_a}, {_b}) is {_want:.6f}, got {_got}."
for _a, _b, _want in (
    (1, 1.5, 0),
    (1, 3, 0),
    (3, 1, 1),
    (1.5, 1, 1),
    (1.5, 1.5, 0.5),
    (1.25, 2.75, 0.125),
    (300, 20, 299 / 318),
):
    _got = as_number(call(beta_mode, _a, _b))
    assert abs(_got - _want) < 1e-9, f"the mode of Beta({_a}, {_b}) is {_want:.6f}, got {_got}."
### END HIDDEN TESTS

# %% [markdown]
# Two colleagues watch the rule. One has no opinion, $\mathrm{Beta}(1,1)$. The other expects one false alarm in ten,
# $\mathrm{Beta}(2,18)$, as if she had counted 2 in 20. **Predict:** after all 357 benign tumours, do they still
# disagree?

# %%
def draw_beliefs(n: int, ax: plt.Axes) -> None:
    """Draw both colleagues' beliefs after the first n benign tumours."""
    theta = np.linspace(0.0005, 0.25, 500)
    for (a, b), colour, name in (((1.0, 1.0), BLUE, "no opinion"), ((2.0, 18.0), ORANGE, "expects 10 %")):
        a, b = beta_update(a, b, false_alarm[:n])
        ax.plot(100 * theta, stats.beta(a, b).pdf(theta) / 100, color=colour, lw=2, label=name)
        ax.axvline(100 * beta_mean(a, b), color=colour, lw=1, ls="--")
    ax.set(xlabel=r"false-alarm rate $\theta$ (%)", xlim=(0, 25), ylim=(0, None))
    ax.set_title(f"{false_alarm[:n].sum()} false alarms in {n}", fontsize=11)


fig, axes = plt.subplots(1, 3, figsize=(10, 3.5), layout="constrained")
for ax, n in zip(axes, (0, 40, 357)):
    draw_beliefs(n, ax)
axes[0].set_ylabel("density (per %)")
axes[2].legend()
fig.suptitle("Data bring the beliefs together (dashed: their means; mind the scales)", fontweight="bold")
plt.show()

for n in (40, 357):
    for name, prior in (("no opinion", (1.0, 1.0)), ("expects 10 %", (2.0, 18.0))):
        a, b = beta_update(*prior, false_alarm[:n])
        low, high = stats.beta(a, b).ppf([0.05, 0.95])
        print(
            f"after {n:3d}, {name:12s}: Beta({a:g}, {b:g}), mean {beta_mean(a, b):.3f}, MAP {beta_mode(a, b):.3f}, "
            f"90 % between {low:.3f} and {high:.3f}"
        )

# %% [markdown]
# An interval with 90 % of the posterior is a **credible interval**, and says what it seems to say: given model, prior
# and data, $\theta$ is in there with probability 0.9.
#
# Do not lean on the MAP alone: that of the colleague without an opinion is still 0 after 40 tumours. And it depends on
# the scale: the density of $\log\frac{\theta}{1-\theta}$ has another factor (warm-up 2) and another highest point.

# %% [markdown]
# ## 3 · Predicting what comes
#
# How many of the next $m$ tumours, say $K$, will trip the rule? For a known $\theta$, $K$ would be binomial. It is not
# known, so average the binomial over the current belief $\mathrm{Beta}(a,b)$, with the density $p(\theta)$:
#
# $$ p(K=k) = \int_0^1 \binom{m}{k}\theta^k(1-\theta)^{m-k}\;p(\theta)\,d\theta = \binom mk\,\frac{B(a+k,\;b+m-k)}{B(a,b)}, \qquad k=0,\dots,m . $$
#
# This is the **posterior predictive** distribution, the *Beta–Binomial*. The **plug-in** puts one good estimate into
# the binomial instead, and forgets that it may be wrong. The smallest example: $m=1$, $k=1$ gives
# $B(a+1,b)/B(a,b) = a/(a+b)$, the posterior mean.
#
# **Predict before you run:** of the binomial coefficient and its logarithm, which survives $m=2000$ and $k=1000$?

# %%
try:
    print("binomial coefficient as a float:", float(math.comb(2000, 1000)))
except OverflowError as error:
    print("OverflowError:", error)
print("its logarithm:", gammaln(2001) - 2 * gammaln(1001))

# %% [markdown]
# So: logarithms first, `np.exp` last. SciPy's `gammaln(x)` is $\log\Gamma(x)$, with $\Gamma(m+1)=m!$, and
# `betaln(a, b)` is $\log B(a,b)$. Both take arrays.

# %% [markdown]
# ### Exercise 3 · `predictive` · ●●○ · 8 minutes
#
# `predictive(a, b, m)` takes $a,b>0$ and an int $m\ge0$. It returns an array of shape `(m + 1,)`: entry $k$ is the
# probability of $k$ successes in the next $m$ trials, when $\theta\sim\mathrm{Beta}(a,b)$.
#
# It must be right to a relative $10^{-6}$ or an absolute $10^{-12}$, for $m$ up to 10,000 and $a,b$ up to $10^5$, without
# a warning. Use NumPy and `scipy.special`; `scipy.stats.betabinom` judges.
#
# <details><summary>Hint 1: a nudge</summary>
#
# All $k$ at once: `k = np.arange(...)`, and the formula takes arrays. How many values of $k$ are there?
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# $\log\binom mk = \log\Gamma(m+1)-\log\Gamma(k+1)-\log\Gamma(m-k+1)$. Add the two terms with $\log B$, then one
# `np.exp`.
#
# </details>

# %% solution="predictive"
def predictive(a: float, b: float, m: int) -> np.ndarray:
    """Return the probabilities, shape (m + 1,), of 0, ..., m successes in m trials, for theta ~ Beta(a, b).

    >>> predictive(1.0, 1.0, 3)
    array([0.25, 0.25, 0.25, 0.25])
    """
    ### BEGIN SOLUTION
    k = np.arange(m + 1)
    log_choose = gammaln(m + 1) - gammaln(k + 1) - gammaln(m - k + 1)
    return np.exp(log_choose + betaln(a + k, b + m - k) - betaln(a, b))
    ### END SOLUTION


# %% tests="predictive" name="probabilities" points=2
_got = as_table(call(predictive, 1.0, 1.0, 3))
assert _got.shape == (4,), f"of m = 3 trials 0, 1, 2 or 3 can succeed: expected shape (4,), got {_got.shape}."
assert np.allclose(_got, 0.25, rtol=0, atol=1e-9), (
    f"with a flat belief every count is equally probable: expected four times 0.25, got {shown(_got)}."
)
_got = as_table(call(predictive, 3.0, 2.0, 1))
assert _got.shape == (2,) and np.allclose(_got, [0.4, 0.6], rtol=0, atol=1e-9), (
    f"Beta(3, 2), one trial: success has the probability 3/5, so expected [0.4, 0.6], got {shown(_got)}."
)
_got = as_table(call(predictive, 3.0, 2.0, 2))
assert _got.shape == (3,) and np.allclose(_got, [0.2, 0.4, 0.4], rtol=0, atol=1e-9), (
    f"Beta(3, 2), two trials: expected [2*3, 2*3*2, 3*4] / (5*6) = [0.2, 0.4, 0.4], got {shown(_got)}: average over theta, "
    "do not put one value in; and the binomial coefficient counts the orders."
)
### BEGIN HIDDEN TESTS
for _a, _b, _m in (
    (1, 41, 317),
    (0.3, 0.7, 5),
    (2.5, 9, 0),
    (7, 0.5, 1),
    (11, 348, 50),
    (4, 4, 12),
    (1, 2, 30),
):
    _got, _want = as_table(call(predictive, _a, _b, _m)), stats.betabinom(_m, _a, _b).pmf(np.arange(_m + 1))
    assert _got.shape == (_m + 1,), f"m = {_m}: expected shape {(_m + 1,)}, got {_got.shape}."
    assert np.allclose(_got, _want, rtol=1e-6, atol=1e-12), (
        f"Beta({_a}, {_b}), m = {_m}: the largest difference to scipy.stats.betabinom is {np.abs(_got - _want).max():.2g}."
    )
    assert abs(_got.sum() - 1) < 1e-6, (
        f"Beta({_a}, {_b}), m = {_m}: the probabilities add up to {_got.sum()}."
    )
### END HIDDEN TESTS

# %% tests="predictive" name="large_numbers" points=2
_got, _warned = run_recording(predictive, 2.0, 58.0, 5000)
_got = as_table(_got)
assert _got.shape == (5001,), (
    f"of m = 5000 trials 0 to 5000 can succeed: expected shape (5001,), got {_got.shape}."
)
assert np.isfinite(_got).all() and not _warned, (
    f"for m = 5000 expected finite probabilities and no warning, got {np.count_nonzero(~np.isfinite(_got))} that are not finite, "
    f"warnings {_warned}: add logarithms, take np.exp at the end."
)
assert abs(_got.sum() - 1) < 1e-6, f"the 5001 probabilities add up to {_got.sum()}, expected 1."
### BEGIN HIDDEN TESTS
for _a, _b, _m in ((2, 58, 5000), (1, 1, 10_000), (1e5, 5e4, 2000), (0.5, 2000, 10_000)):
    (_got, _warned), _k = run_recording(predictive, _a, _b, _m), np.arange(_m + 1)
    _got, _want = as_table(_got), stats.betabinom(_m, _a, _b).pmf(_k)
    assert _got.shape == (_m + 1,), f"m = {_m}: expected shape {(_m + 1,)}, got {_got.shape}."
    _worst = int(np.argmax(np.where(np.isfinite(_got), np.abs(_got - _want) - 1e-6 * _want, np.inf)))
    assert np.allclose(_got, _want, rtol=1e-6, atol=1e-12), (
        f"Beta({_a:g}, {_b:g}), m = {_m}: the largest error is at k = {_worst}, where scipy.stats.betabinom says "
        f"{_want[_worst]:.10g}; got {_got[_worst]:.10g}."
    )
    assert not _warned, f"Beta({_a:g}, {_b:g}), m = {_m}: expected no warning, got {_warned}."
### END HIDDEN TESTS

# %% [markdown]
# Back to the clinic: 0 of 40 seen, 317 benign tumours to come, three forecasters.

# %%
a, b = beta_update(1.0, 1.0, tried)
m, _count = len(later), np.arange(len(later) + 1)
forecasts = {
    "maximum likelihood plugged in": stats.binom(m, tried.mean()).pmf(_count),
    "posterior mean plugged in": stats.binom(m, beta_mean(a, b)).pmf(_count),
    "posterior predictive": as_table(predictive(a, b, m)),
}
for name, p in forecasts.items():
    low, high = np.searchsorted(np.cumsum(p), [0.05, 0.95])
    print(f"{name:30s}: 90 % between {low} and {high}; p(K = 10) = {p[10]:.3f}, p(K = 20) = {p[20]:.5f}")

fig, ax = plt.subplots(figsize=(8, 3.6), layout="constrained")
for name, colour in (("posterior mean plugged in", ORANGE), ("posterior predictive", BLUE)):
    ax.plot(_count[:41], forecasts[name][:41], "o-", color=colour, lw=1.5, ms=4, label=name)
ax.axvline(later.sum(), color="black", lw=1, ls="--")
ax.text(later.sum() + 0.4, 0.13, f"what came: {later.sum()}")
ax.set(xlabel="false alarms among the next 317 benign tumours", ylabel="probability", ylim=(0, 0.17))
ax.set_title("A forecast that includes the doubt about the rate is wider", fontweight="bold")
ax.legend(loc="upper right")
plt.show()

# %% [markdown]
# Ten false alarms came. Maximum likelihood had called that impossible. The posterior mean plugged in was near, by good
# fortune, but its width is that of somebody who *knows* the rate. To twenty, which a rate of 6 % would bring, it gave 6
# chances in 100,000; the predictive gave 1 in 100.

# %% [markdown]
# ## 4 · A filter for texts
#
# A spam filter is Bayes' rule with words for data. We build it on real texts, the docstrings of Python's standard
# library, each labelled by the kind of its module (network, files, numbers, testing), and then run it on short messages.

# %% locked="corpus"
MODULES = {
    "network": "email.charset email.header email.headerregistry email.message email.policy email.utils ftplib "
    "http.client http.cookiejar http.server imaplib mailbox poplib smtplib urllib.parse urllib.request",
    "files": "filecmp fileinput glob os pathlib shutil tarfile tempfile zipfile",
    "numbers": "cmath decimal fractions math numbers random statistics",
    "testing": "bdb doctest trace unittest.case unittest.loader unittest.mock unittest.result unittest.suite",
}
CLASSES = list(MODULES)


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, in their order; anything but a to z separates words."""
    return re.findall("[a-z]+", text.lower())


def docstrings(name: str) -> list[str]:
    """Return the docstrings of the named module, of what it defines, and of the methods of its classes."""
    module = importlib.import_module(name)
    own = [
        item
        for item in vars(module).values()
        if (getattr(item, "__module__", None) or "").startswith(name)
        and (inspect.isclass(item) or inspect.isroutine(item))
    ]
    methods = [
        m for item in own if inspect.isclass(item) for m in vars(item).values() if inspect.isroutine(m)
    ]
    found = [getattr(item, "__doc__", None) for item in [module, *own, *methods]]
    return sorted({inspect.cleandoc(text) for text in found if isinstance(text, str)})


def count_words(texts: list[str], vocabulary: dict[str, int]) -> np.ndarray:
    """Return how often each word occurs in each text, shape (n, V); words outside the vocabulary are skipped."""
    X = np.zeros((len(texts), len(vocabulary)), dtype=int)
    for row, text in zip(X, texts):
        for word in words(text):
            if word in vocabulary:
                row[vocabulary[word]] += 1
    return X


def vocabulary_of(texts: list[str]) -> dict[str, int]:
    """Return a column number for each word that occurs in the texts, in alphabetical order."""
    return {word: j for j, word in enumerate(sorted({word for text in texts for word in words(text)}))}


found = {}  # text -> label; the same text in two places is kept once, at its first
for label, names in enumerate(MODULES.values()):
    for name in names.split():
        for text in docstrings(name):
            if len(words(text)) >= 5:
                found.setdefault(text, label)
texts = list(found)
labels = np.array(list(found.values()))

# %%
for label, name in enumerate(CLASSES):
    one = texts[np.flatnonzero(labels == label)[9]]
    print(f"{name:8s} {np.sum(labels == label):4d} texts; one of them: {one[:64]!r}")

# %% [markdown]
# (With Python 3.11; with another version the figures below move by a percent or two.)
#
# A text becomes a row of counts: $x_w$ says how often word $w$ of a **vocabulary** of $V$ words occurs, in whatever
# order. The model for class $c$, out of $K$: each word of the text is drawn independently, and it is $w$ with the
# probability $p_{cw}$. That is the **naive** part: in truth `http` makes `server` far more probable. Bayes' rule says
#
# $$ p(c\mid \mathbf{x}) \;\propto\; \pi_c\prod_{w=1}^V p_{cw}^{\,x_w}, \qquad \log\;\text{of it:}\quad \log\pi_c+\sum_{w=1}^V x_w\log p_{cw}, $$
#
# with $\pi_c$ the prior of the class, estimated by its share of the training *texts*. For a table
# $\mathbf X\in\mathbb R^{n\times V}$ of $n$ texts the sum is one matrix product.
#
# The obvious estimate of $p_{cw}$ is $N_{cw}/N_c$: how often the word occurs in the training texts of the class, divided
# by the number of all their words. **Predict before you run:** fitted on two thirds of the texts, how many of the others
# will have the probability 0 in *every* class?

# %%
_order = np.random.default_rng(0).permutation(len(texts))
train, test = np.split(_order, [2 * len(texts) // 3])
vocabulary = vocabulary_of([texts[i] for i in train])
X_train = count_words([texts[i] for i in train], vocabulary)
X_test = count_words([texts[i] for i in test], vocabulary)

N = np.array([X_train[labels[train] == label].sum(axis=0) for label in range(4)])
_shares = N / N.sum(axis=1, keepdims=True)
can_write = [any(np.all(p[x > 0] > 0) for p in _shares) for x in X_test]
print(f"texts that no class can have written: {1 - np.mean(can_write):.0%}")

# %% [markdown]
# For more than a third. A word that a class happened not to use in training has $\hat p_{cw}=0$, and a single 0
# vetoes everything else in the text. It is the 0 in 40 over again, and so is the cure. Start every word's count at
# $\alpha$, as the Beta prior started its counts at $a$ and $b$:
#
# $$ \hat p_{cw} = \frac{N_{cw}+\alpha}{N_c+\alpha V}, \qquad N_c=\sum_w N_{cw}, \quad \alpha>0 . $$
#
# This is **Laplace smoothing** (for $\alpha=1$), and no trick: it is the posterior mean under the prior that
# generalises $\mathrm{Beta}(\alpha,\alpha)$ to $V$ outcomes (the *Dirichlet* distribution).

# %% [markdown]
# ### Exercise 4 · `fit_naive_bayes` · ●●○ · 8 minutes
#
# `X` holds counts, integers of shape `(n, V)`; `y` holds class numbers, integers of shape `(n,)`, in which each of
# $0,\dots,K-1$ occurs at least once, in any order; `alpha` is a number greater than 0. Return the pair
# `(log_prior, log_p)`, natural logarithms:
#
# - `log_prior`, shape `(K,)`: of each class's share of the texts, not smoothed;
# - `log_p`, shape `(K, V)`: of the smoothed $\hat p_{cw}$.
#
# Words that occur in no text (a column of zeros) are smoothed like any other. Use NumPy; scikit-learn's `MultinomialNB`
# judges.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `X[y == c]` are the texts of class `c`. What is to be added up, over which axis?
#
# </details>
# <details><summary>Hint 2: nearly the code</summary>
#
# Add `alpha` to the whole table of $N_{cw}$, shape `(K, V)`, and divide by its row sums: they are $N_c+\alpha V$
# already. `keepdims=True` keeps the sums a column.
#
# </details>

# %% solution="fit_naive_bayes"
def fit_naive_bayes(X: np.ndarray, y: np.ndarray, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """Return (log_prior, log_p), shapes (K,) and (K, V), for counts X (n, V) and classes y (n,).

    >>> log_prior, log_p = fit_naive_bayes(np.array([[2, 0], [0, 1], [0, 4]]), np.array([0, 1, 1]), 1.0)
    >>> np.exp(log_p)[0]
    array([0.75, 0.25])
    """
    ### BEGIN SOLUTION
    classes = np.unique(y)
    log_prior = np.log([np.mean(y == c) for c in classes])
    N = np.array([X[y == c].sum(axis=0) for c in classes]) + alpha
    return log_prior, np.log(N / N.sum(axis=1, keepdims=True))
    ### END SOLUTION


# %% tests="fit_naive_bayes" name="prior" points=1
_test_X, _test_y = np.array([[2, 0, 1], [0, 3, 0], [1, 1, 0], [90, 0, 9]]), np.array([1, 0, 1, 1])
_got = as_table(as_pair(call(fit_naive_bayes, _test_X.copy(), _test_y.copy(), 1.0))[0])
assert _got.shape == (2,), f"for two classes log_prior should have shape (2,), got {_got.shape}."
assert np.allclose(_got, np.log([0.25, 0.75]), rtol=0, atol=1e-9), (
    f"one text of class 0 and three of class 1: expected the logarithms of [0.25, 0.75], got those of {shown(np.exp(_got))}: "
    "count texts, not words, and do not smooth the prior."
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _K, _V) in enumerate(((1, 1, 1), (5, 3, 2), (60, 4, 7), (40, 2, 100))):
    _rng = np.random.default_rng(_seed)
    _test_y = _rng.permutation(np.concatenate([np.arange(_K), _rng.integers(0, _K, size=_n - _K)]))
    _test_X = _rng.poisson(2.0, size=(_n, _V))
    _got = as_table(as_pair(call(fit_naive_bayes, _test_X.copy(), _test_y.copy(), 0.5))[0])
    _want = np.log(np.bincount(_test_y) / _n)
    assert _got.shape == (_K,) and np.allclose(_got, _want, rtol=0, atol=1e-9), (
        f"X of shape {(_n, _V)} with K = {_K}: expected log_prior = {shown(_want)}, got {shown(_got)}."
    )
### END HIDDEN TESTS

# %% tests="fit_naive_bayes" name="smoothed" points=3
_test_X, _test_y = np.array([[2, 0, 1], [0, 3, 0], [1, 1, 0]]), np.array([1, 0, 1])
_got = as_table(as_pair(call(fit_naive_bayes, _test_X.copy(), _test_y.copy(), 1.0))[1])
assert _got.shape == (2, 3), (
    f"for two classes and three words log_p should have shape (2, 3), got {_got.shape}."
)
assert np.allclose(np.exp(_got[0]), [1 / 6, 4 / 6, 1 / 6], rtol=0, atol=1e-9), (
    "class 0 has the counts [0, 3, 0]; with alpha = 1 they become [1, 4, 1], of 6: expected the logarithms of "
    f"{shown([1 / 6, 4 / 6, 1 / 6])}, got those of {shown(np.exp(_got[0]))}."
)
assert np.allclose(np.exp(_got[1]), [4 / 8, 2 / 8, 2 / 8], rtol=0, atol=1e-9), (
    "class 1 has the counts [3, 1, 1]; with alpha = 1 they become [4, 2, 2], of 8: expected the logarithms of "
    f"[0.5, 0.25, 0.25], got those of {shown(np.exp(_got[1]))}: a word that occurs twice in a text counts twice."
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _K, _V, _alpha) in enumerate(
    ((1, 1, 1, 1.0), (5, 3, 2, 2), (60, 4, 7, 0.01), (40, 2, 100, 0.5), (9, 5, 30, 1))
):
    _rng = np.random.default_rng(_seed)
    _test_y = _rng.permutation(np.concatenate([np.arange(_K), _rng.integers(0, _K, size=_n - _K)]))
    _test_X = _rng.poisson(0.8, size=(_n, _V))
    _test_X[:, 0] = 0
    _judge = MultinomialNB(alpha=_alpha).fit(_test_X, _test_y).feature_log_prob_
    _got = as_table(as_pair(call(fit_naive_bayes, _test_X.copy(), _test_y.copy(), _alpha))[1])
    assert _got.shape == (_K, _V), (
        f"X of shape {(_n, _V)} with K = {_K}: log_p should have shape {(_K, _V)}, got {_got.shape}."
    )
    assert np.allclose(_got, _judge[:_K], rtol=0, atol=1e-9), (
        f"X of shape {(_n, _V)} with K = {_K}, alpha = {_alpha}: the largest difference to MultinomialNB is "
        f"{np.abs(_got - _judge[:_K]).max():.2g}: (N_cw + alpha) / (N_c + alpha V), with natural logarithms."
    )
_test_X = count_words(texts[::3], vocabulary_of(texts[::3]))
_got = as_table(as_pair(call(fit_naive_bayes, _test_X.copy(), labels[::3].copy(), 1.0))[1])
assert _got.shape == (4, _test_X.shape[1]), (
    f"on docstrings log_p should have shape {(4, _test_X.shape[1])}, got {_got.shape}."
)
assert np.allclose(_got, MultinomialNB().fit(_test_X, labels[::3]).feature_log_prob_, rtol=0, atol=1e-9), (
    "on docstrings log_p differs from that of MultinomialNB with alpha = 1."
)
### END HIDDEN TESTS

# %% [markdown]
# Now classify. The scores $s_c=\log\pi_c+\sum_w x_w\log p_{cw}$ are easy, and the posterior is
# $e^{s_c}/\sum_{c'}e^{s_{c'}}$. **Predict before you run:** what does this give for scores that differ clearly, but
# are all far below zero?

# %%
_scores = np.array([-1200.0, -1201.0, -1210.0])
with np.errstate(invalid="ignore"):
    print("exp, then divide:", np.exp(_scores) / np.exp(_scores).sum())

# %% [markdown]
# $0/0$, three times. The way out: a common factor cancels in the fraction, so you may add any number to all scores of
# a text before `np.exp`. Which number makes the largest exponential exactly 1, so that nothing overflows and the sum
# cannot be 0?

# %% [markdown]
# ### Exercise 5 · `class_posterior` · ●●○ · 8 minutes
#
# `class_posterior(X, log_prior, log_p)` takes counts of shape `(n, V)`, $n\ge1$, and the two arrays of exercise 4,
# all finite. It returns an array of shape `(n, K)`: row $i$ holds $p(c\mid\mathbf x_i)$ for all $c$ and adds up to 1.
#
# It has to be right for texts of a hundred thousand words too, without a warning. A text without known words (a row of
# zeros) has the prior as its posterior. A probability below the least float may come out as 0.
#
# <details><summary>Hint 1: a nudge</summary>
#
# First the scores, shape `(n, K)`, with one matrix product. Check the shapes: `X` is `(n, V)` and `log_p` is `(K, V)`.
#
# </details>
# <details><summary>Hint 2: nearly the code</summary>
#
# `s = s - s.max(axis=1, keepdims=True)`, then exponentials, then each row divided by its sum.
# (`special.softmax` of SciPy does these three steps. Write them once by hand.)
#
# </details>

# %% solution="class_posterior"
def class_posterior(X: np.ndarray, log_prior: np.ndarray, log_p: np.ndarray) -> np.ndarray:
    """Return p(class | text), shape (n, K), for counts X (n, V), log_prior (K,) and log_p (K, V).

    >>> class_posterior(np.array([[0, 0]]), np.log([0.25, 0.75]), np.log([[0.5, 0.5], [0.9, 0.1]]))
    array([[0.25, 0.75]])
    """
    ### BEGIN SOLUTION
    scores = log_prior + X @ log_p.T
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% tests="class_posterior" name="probabilities" points=2
_test_log_prior, _test_log_p = np.log([0.2, 0.8]), np.log([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]])
_got = as_table(
    call(
        class_posterior,
        np.array([[2, 0, 0], [1, 0, 1], [0, 0, 0]]),
        _test_log_prior.copy(),
        _test_log_p.copy(),
    )
)
_want = np.array([[0.05 / 0.058, 0.008 / 0.058], [0.025 / 0.089, 0.064 / 0.089], [0.2, 0.8]])
assert _got.shape == (3, 2), f"for three texts and two classes expected shape (3, 2), got {_got.shape}."
assert np.allclose(_got[0], _want[0], rtol=0, atol=1e-9), (
    "the first text holds word 0 twice: 0.2 * 0.5^2 against 0.8 * 0.1^2, so expected "
    f"{shown(_want[0])}, got {shown(_got[0])}: is the prior in, and does the count act as an exponent?"
)
assert np.allclose(_got, _want, rtol=0, atol=1e-9), (
    f"expected {shown(_want)}, got {shown(_got)}: each row adds up to 1, and a text without known "
    "words gets the prior."
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _K, _V) in enumerate(((1, 1, 1), (1, 3, 2), (6, 2, 5), (3, 3, 3), (40, 5, 30))):
    _rng = np.random.default_rng(_seed)
    _test_X, _test_prior, _p = (
        _rng.poisson(1.0, size=(_n, _V)),
        _rng.dirichlet(np.ones(_K)),
        _rng.dirichlet(np.ones(_V) * 2, size=_K),
    )
    _want = np.array([[_test_prior[c] * np.prod(_p[c] ** x) for c in range(_K)] for x in _test_X])
    _want /= _want.sum(axis=1)[:, None]
    _got = as_table(call(class_posterior, _test_X.copy(), np.log(_test_prior), np.log(_p)))
    assert _got.shape == (_n, _K), (
        f"X of shape {(_n, _V)} with K = {_K}: expected shape {(_n, _K)}, got {_got.shape}."
    )
    assert np.allclose(_got, _want, rtol=0, atol=1e-9), (
        f"X of shape {(_n, _V)} with K = {_K}: the largest error of a probability is {np.abs(_got - _want).max():.2g}."
    )
### END HIDDEN TESTS

# %% tests="class_posterior" name="long_texts" points=2
_test_log_prior, _test_log_p = np.log([0.5, 0.5]), np.log([[0.5, 0.5], [0.25, 0.75]])
_got, _warned = run_recording(
    class_posterior, np.array([[3000, 5130], [1, 0]]), _test_log_prior.copy(), _test_log_p.copy()
)
_got = as_table(_got)
_want = special.softmax(_test_log_prior + np.array([[3000, 5130], [1, 0]]) @ _test_log_p.T, axis=1)
assert _got.shape == (2, 2), f"for two texts and two classes expected shape (2, 2), got {_got.shape}."
assert not _warned, (
    f"for a text of 8130 words expected no warning, got {_warned}: subtract each row's largest score before np.exp."
)
assert np.allclose(_got, _want, rtol=0, atol=1e-8), (
    f"for a text of 8130 words and one of 1 word expected {shown(_want)}, got {shown(_got)}."
    + ("" if np.allclose(_got.sum(axis=1), 1, rtol=0, atol=1e-8) else " Each row needs its own largest score.")
)
### BEGIN HIDDEN TESTS
for _n, _K, _scale in ((4, 3, 2_000), (5, 2, 20_000), (1, 4, 300)):
    _rng = np.random.default_rng(_scale)
    _p = _rng.dirichlet(np.ones(5) * 500, size=_K)
    _test_X = np.vstack([_rng.multinomial(_scale, _p.mean(axis=0), size=_n), np.zeros((1, 5), dtype=int)])
    _test_prior = _rng.dirichlet(np.ones(_K) * 5)
    _want = special.softmax(np.log(_test_prior) + _test_X @ np.log(_p).T, axis=1)
    _got, _warned = run_recording(class_posterior, _test_X.copy(), np.log(_test_prior), np.log(_p))
    _got = as_table(_got)
    assert _got.shape == _want.shape, (
        f"X of shape {_test_X.shape} with K = {_K}: expected shape {_want.shape}, got {_got.shape}."
    )
    _row = int(np.argmax(np.abs(np.nan_to_num(_got, nan=2.0) - _want).max(axis=1)))
    assert np.allclose(_got, _want, rtol=0, atol=1e-8), (
        f"for a text of {_test_X[_row].sum()} words and K = {_K} expected {shown(_want[_row])}, got {shown(_got[_row])}."
    )
    assert not _warned, f"for texts of {_scale} words expected no warning, got {_warned}."
_got, _warned = run_recording(
    class_posterior, np.array([[100_000, 0]]), _test_log_prior.copy(), _test_log_p.copy()
)
_got = as_table(_got)
assert not _warned and _got.shape == (1, 2) and np.allclose(_got, [[1, 0]], rtol=0, atol=1e-9), (
    f"a text of 100,000 times word 0 belongs to class 0: expected [[1, 0]] without a warning, got {shown(_got)}, {_warned}."
)
### END HIDDEN TESTS

# %% [markdown]
# Put the parts together; scikit-learn checks both. **Predict** the accuracy on the texts that were kept back, and the
# filter's own opinion of it: the mean probability of the class that it chooses.

# %%
posterior = as_table(class_posterior(X_test, *fit_naive_bayes(X_train, labels[train], 1.0)))
_judge = MultinomialNB(alpha=1.0).fit(X_train, labels[train])
assert np.allclose(posterior, _judge.predict_proba(X_test), atol=1e-8), "MultinomialNB gives other probabilities."

right = posterior.argmax(axis=1) == labels[test]
confidence = posterior.max(axis=1)
print(f"always the commonest class: {np.bincount(labels[test]).max() / len(test):.0%} right")
print(f"your filter: {right.mean():.0%} right, {confidence.mean():.0%} confident in the mean; MultinomialNB agrees")

# %% [markdown]
# Nearly nine of ten are right, from counting words. But 94 % was claimed: naive Bayes is **overconfident**. It multiplies
# the evidence of `http`, `server` and `request` as if three independent witnesses had spoken.
#
# Now the messages. Half of the twenty are spam; in a real inbox it may be one in ten. The words' likelihoods stay, only
# `log_prior` changes. **Predict** which of the three new messages changes sides.

# %% locked="messages"
SPAM = [
    "You have won a free holiday, reply WIN now to claim your prize",
    "URGENT your account is locked, click the link to confirm your password",
    "Free entry in our weekly cash draw, text CASH now",
    "Cheap loans approved today, no questions, call now",
    "Your parcel is waiting, pay a small fee at this link",
    "Final notice: claim your tax refund now, click here",
    "Win a new phone, reply YES to claim your free gift",
    "Congratulations, you are selected for a cash prize, call this number",
    "Earn money from home, free starter kit, click the link today",
    "Your free trial ends today, confirm your card to claim a gift",
]
HAM = [
    "Running late, call you when I am on the train",
    "Can you pick up milk and bread on your way home",
    "The meeting moved to three, same room as last week",
    "Happy birthday, hope you have a lovely day",
    "Did you win your match today? tell me everything",
    "I left your keys with the neighbour, back at six",
    "Lunch tomorrow? I am free after one",
    "Please send me the link to the photos from Sunday",
    "Your mother called, she will try again tonight",
    "The parcel for grandma arrived, she loves the gift",
]
NEW_MESSAGES = [
    "Claim your free prize now",
    "Did you claim your gift",
    "Are you free for lunch tomorrow",
]

# %%
sms_vocabulary = vocabulary_of(SPAM + HAM)
_, sms_log_p = fit_naive_bayes(count_words(HAM + SPAM, sms_vocabulary), np.repeat([0, 1], 10), 1.0)
X_new = count_words(NEW_MESSAGES, sms_vocabulary)
print("p(spam) with base rate  1/2    1/10")
for message, even, rare in zip(
    NEW_MESSAGES,
    as_table(class_posterior(X_new, np.log([0.5, 0.5]), sms_log_p)),
    as_table(class_posterior(X_new, np.log([0.9, 0.1]), sms_log_p)),
):
    print(f"{even[1]:27.3f} {rare[1]:7.3f}   {message}")

# %% [markdown]
# The one in the middle. Its words are the same; what changed is where the filter runs.

# %% [markdown]
# **Half way.** This is a good place to rest. You hold Bayes' rule for a few hypotheses, for a rate and for the words
# of a text, each time by counting and dividing. What follows is for posteriors that no counting gives.

# %% [markdown]
# ## 5 · When no formula is left: Metropolis
#
# Conjugate priors are a stroke of luck. In general we can compute prior times likelihood at any *one* point, but not
# the evidence, an integral over all parameters. So of the posterior density $p$ of a parameter vector
# $\mathbf x\in\mathbb R^d$ we know $\log p(\mathbf x)$ up to a constant, and nothing else.
#
# **Metropolis** walks. It stands at $\mathbf x$, and in each step
#
# 1. proposes $\mathbf x' = \mathbf x + \text{step}\cdot\mathbf z$, where $\mathbf z$ is a vector of $d$ independent
#    standard normal numbers;
# 2. accepts it with probability $\min\bigl(1,\; p(\mathbf x')/p(\mathbf x)\bigr)$, and then stands at $\mathbf x'$;
#    otherwise it stays at $\mathbf x$;
# 3. **records where it stands**, moved or not.
#
# In logarithms: draw $u$ uniform on $(0, 1]$, and accept if $\log u < \log p(\mathbf x')-\log p(\mathbf x)$. The unknown
# constant cancels.
#
# Why does the walk visit each place in proportion to $p$? If it does so now, then the traffic from $\mathbf x$ to
# $\mathbf x'$ is $p(\mathbf x)\min(1, p(\mathbf x')/p(\mathbf x)) = \min(p(\mathbf x), p(\mathbf x'))$, times the
# density of the proposal, which is the same in both directions. As much flows back as forth, and the distribution
# stays as it is. From any other start the walk gets there in time, since a normal step can reach every place.
#
# **How to test it.** The draws of one chain are not independent, so last lesson's test of samplers does not apply. But
# it applies to the *ends of many chains*: start 3000 of them at exact draws of a known distribution, and let each take
# four steps. If the sampler leaves $p$ as it is, the ends are again 3000 independent exact draws.

# %% locked="sampler_tests"
FALSE_ALARM = 1e-9  # the probability that a right sampler fails one comparison


def allowed_gap(n: int) -> float:
    """Return the gap between F_n and F that n independent right draws exceed at most once in 1e9 runs."""
    return float(np.sqrt(np.log(2 / FALSE_ALARM) / (2 * n)))


def largest_gap(sample: np.ndarray, cdf: Callable) -> float:
    """Return the largest |F_n(x) - F(x)| of a sample (n,) and a continuous F, given as `cdf`."""
    n = len(sample)
    F = cdf(np.sort(sample))
    return float(max(np.max(np.arange(1, n + 1) / n - F), np.max(F - np.arange(n) / n)))


class Counted:
    """A log density that counts its calls, and refuses more of them than it is allowed."""

    def __init__(self, log_p: Callable, allowed: int):
        self.log_p, self.allowed, self.calls = log_p, allowed, 0

    def __call__(self, x):
        self.calls += 1
        assert self.calls <= self.allowed, (
            f"log_p was called more than {self.allowed} times: one call for the start and one for each of the n steps is enough, "
            "and a loop must end after n steps, whatever is accepted."
        )
        return float(self.log_p(np.array(x, dtype=float)))


def run_chain(sampler: Callable, log_p: Callable, start, step: float, n: int, rng: np.random.Generator):
    """Return (chain, acceptance rate) of a sampler as a float array of shape (n, d) and a float."""
    start = np.array(start, dtype=float)
    chain, rate = as_pair(call(sampler, Counted(log_p, 10 * n + 10), start.copy(), step, n, rng))
    chain = as_table(chain)
    assert chain.shape == (n, len(start)), (
        f"n = {n} steps in d = {len(start)} dimensions: expected a chain of shape {(n, len(start))}, got {chain.shape}: one row "
        "for each step, moved or not; the start itself is not a row."
    )
    return chain, as_number(rate)


def ends_of_chains(
    sampler: Callable, log_p: Callable, starts: np.ndarray, step: float, n: int, rng
) -> np.ndarray:
    """Return the last state of one chain of n steps from each of `starts`, shape (number of chains, d)."""
    return np.array([run_chain(sampler, log_p, start, step, n, rng)[0][-1] for start in starts])


def log_p_normal(x: np.ndarray) -> float:
    """Return, for the tests, the log density of a normal x, mean -3.7, standard deviation 0.7, up to a constant."""
    return -((x[0] + 3.7) ** 2) / (2 * 0.7**2)


# %% [markdown]
# ### Exercise 6 · Mend the sampler · ●●○ · 18 minutes
#
# A colleague samples the false-alarm rate. His test case is $\theta\sim\mathrm{Beta}(2,58)$, whose mean is 0.0333. As
# $\theta$ must stay between 0 and 1, he walks in the log-odds $\phi=\log\frac{\theta}{1-\theta}$, which may be any
# number, and transforms back: $\theta = \frac{1}{1+e^{-\phi}}$, in SciPy `expit(phi)`. It runs. Four tickets have come
# in.
#
# > **Ticket 1.** I asked for 20,000 steps and got fewer rows. And with large steps the spread is too wide.
# >
# > **Ticket 2.** With a month's data, $\log p$ is near −8830. The chain is empty, and NumPy warns about a division.
# >
# > **Ticket 3.** Each evaluation of our $\log p$ costs a second. A chain takes twice as long as it should.
# >
# > **Ticket 4.** The mean is near 0.017, half of what it should be, however long I run. All chains agree.

# %%
def metropolis_draft(log_p, start, step, n, rng):
    x, chain = start, []
    for _ in range(n):
        proposal = x + step * rng.normal(size=x.shape)
        if rng.random() < np.exp(log_p(proposal)) / np.exp(log_p(x)):
            x = proposal
            chain.append(x)
    return np.array(chain), len(chain) / n


def log_p_draft(phi, a, b):
    log_theta = -np.logaddexp(0, -phi)  # -log(1 + e^-phi), without overflow
    log_one_minus_theta = -np.logaddexp(0, phi)
    return (a - 1) * log_theta + (b - 1) * log_one_minus_theta


chain, _ = metropolis_draft(log_p_normal, np.array([-3.0]), 10.0, 20_000, np.random.default_rng(1))
print(f"ticket 1, a normal density: {len(chain)} rows of 20000, standard deviation {chain.std():.2f}, exact 0.70")
chain, _ = metropolis_draft(
    lambda x: log_p_draft(x[0], 2, 58), np.array([-3.0]), 2.0, 20_000, np.random.default_rng(1)
)
print(f"ticket 4: mean of theta {expit(chain).mean():.4f}, exact 0.0333")

# %% [markdown]
# Write both functions so that no ticket comes back.
#
# **`metropolis(log_p, start, step, n, rng)`** does $n\ge1$ steps as described above from `start`, a float array of
# shape `(d,)`, with a number `step` > 0. Return the pair `(chain, acceptance)`:
#
# - `chain`, shape `(n, d)`: the state after each step. The start itself is not recorded.
# - `acceptance`: the share of the $n$ proposals that were accepted.
#
# `log_p` maps an array of shape `(d,)` to a number. It may be $-\infty$ (such a proposal is never accepted) or as low
# as $-10^6$, and is finite at the start; so a difference of two values may also be large and *positive*. Call it at
# most $n+1$ times. All randomness comes from `rng`, by whichever methods you like. Leave `start` as it is. No warnings.
#
# **`log_density_of_log_odds(phi, a, b)`**: the log density of $\phi=\log\frac{\theta}{1-\theta}$ when
# $\theta\sim\mathrm{Beta}(a,b)$, $a,b>0$, up to a constant that does not depend on the number `phi`. Return a number,
# finite and without a warning for all $\lvert\phi\rvert\le1000$.
#
# <details><summary>Hint 1: where to look</summary>
#
# Ticket 1: the indentation of one line, and what the rate was computed from. Tickets 2 and 3: keep $\log p$ of the
# current state in a variable, and never take its exponential. Ticket 4: warm-up 2.
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# $d\theta/d\phi = \theta(1-\theta)$. So the density of $\phi$ is $\theta^{a-1}(1-\theta)^{b-1}\cdot\theta(1-\theta)$.
# What are the exponents now?
#
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# Accept if `np.log(1 - rng.random()) < log_proposal - log_current` (`rng.random()` may be 0, and is never 1). Count
# the acceptances, and append the state in every step. For the density only two factors of the draft change.
#
# </details>

# %% solution="metropolis"
def metropolis(
    log_p: Callable, start: np.ndarray, step: float, n: int, rng: np.random.Generator
) -> tuple[np.ndarray, float]:
    """Return (chain, acceptance): the states after each of n steps, shape (n, d), and the share accepted.

    >>> chain, acceptance = metropolis(lambda x: 0.0, np.zeros(2), 1.0, 5, np.random.default_rng(0))
    >>> chain.shape, acceptance
    ((5, 2), 1.0)
    """
    ### BEGIN SOLUTION
    x, log_p_x = start, log_p(start)
    chain, accepted = [], []
    for _ in range(n):
        proposal = x + step * rng.normal(size=x.shape)
        log_p_proposal = log_p(proposal)
        accepted.append(np.log(1 - rng.random()) < log_p_proposal - log_p_x)
        if accepted[-1]:
            x, log_p_x = proposal, log_p_proposal
        chain.append(x)
    return np.array(chain), float(np.mean(accepted))
    ### END SOLUTION


def log_density_of_log_odds(phi: float, a: float, b: float) -> float:
    """Return the log density, up to a constant, of phi = log(theta / (1 - theta)) for theta ~ Beta(a, b).

    >>> round(log_density_of_log_odds(1.0, 3.0, 3.0) - log_density_of_log_odds(-1.0, 3.0, 3.0), 9)
    0.0
    """
    ### BEGIN SOLUTION
    return float(-a * np.logaddexp(0, -phi) - b * np.logaddexp(0, phi))
    ### END SOLUTION


# %% tests="metropolis" name="repeats" points=2
_test_chain, _rate = run_chain(
    metropolis, lambda x: 0.0 if x[0] == 7.0 else -np.inf, [7.0], 1.0, 5, np.random.default_rng(0)
)
assert np.array_equal(_test_chain, np.full((5, 1), 7.0)), (
    "log_p is finite at the start only, so every proposal is rejected: expected five rows of 7, got "
    f"{shown(_test_chain.ravel())}: a step that stays put is recorded as well (ticket 1)."
)
assert _rate == 0.0, f"every proposal was rejected: expected the acceptance 0, got {_rate}: count accepted proposals, not rows."
_test_chain, _rate = run_chain(metropolis, log_p_normal, [-3.0], 10.0, 2000, np.random.default_rng(1))
_moved = int(np.count_nonzero(np.diff(_test_chain[:, 0], prepend=-3.0)))
assert abs(_rate - _moved / 2000) < 1e-9, (
    f"the chain moved in {_moved} of its 2000 steps, so the acceptance is {_moved / 2000:.10g}, but yours is {_rate:.10g}: "
    "accepted proposals over all n."
)
### BEGIN HIDDEN TESTS
for _d, _n, _step in ((1, 1, 1.0), (3, 1, 0.5), (2, 50, 3.0), (4, 300, 0.8)):
    for _seed in range(4):
        _test_start = np.full(_d, 0.5)
        _test_chain, _rate = run_chain(
            metropolis, lambda x: -(x @ x), _test_start, _step, _n, np.random.default_rng(_seed)
        )
        _moved = int(np.sum(np.any(np.diff(np.vstack([_test_start, _test_chain]), axis=0) != 0, axis=1)))
        assert abs(_rate - _moved / _n) < 1e-9, (
            f"d = {_d}: the chain moved in {_moved} of its {_n} steps, so the acceptance is {_moved / _n:.10g}, yours is {_rate:.10g}."
        )
_test_chain, _rate = run_chain(
    metropolis, lambda x: 0.0 if x[0] > 0 else -np.inf, [0.1, 0.0], 1.0, 500, np.random.default_rng(3)
)
assert np.all(_test_chain[:, 0] > 0) and 0 < _rate < 1, (
    "a proposal with log_p = -inf was accepted, or nothing else was."
)
### END HIDDEN TESTS

# %% tests="metropolis" name="proposals" points=1
_test_chain, _rate = run_chain(metropolis, lambda x: 0.0, [5.0, -5.0], 0.7, 20_000, np.random.default_rng(4))
assert _rate == 1.0, (
    f"log_p is 0 everywhere, p(x') / p(x) = 1: every proposal is accepted, but your acceptance is {_rate}."
)
_z = np.diff(np.vstack([[5.0, -5.0], _test_chain]), axis=0) / 0.7
_gap = max(largest_gap(_z[:, 0], stats.norm.cdf), largest_gap(_z[:, 1], stats.norm.cdf))
assert _gap < allowed_gap(20_000), (
    "log_p is 0 everywhere, so the chain shows the proposals: (x' - x) / step should be standard normal in each coordinate. It has "
    f"the means {_z.mean(axis=0).round(3)} and standard deviations {_z.std(axis=0).round(3)}; the largest gap to the normal F is "
    f"{_gap:.3f}, allowed is {allowed_gap(20_000):.3f}."
)
### BEGIN HIDDEN TESTS
for _what, _u, _v in (
    ("the two coordinates of a step", _z[:, 0], _z[:, 1]),
    ("neighbouring steps", _z[1:, 0], _z[:-1, 0]),
):
    _r = float(np.corrcoef(_u, _v)[0, 1])
    assert abs(_r) < 6 / np.sqrt(20_000), f"{_what} should be independent, their correlation is {_r:.3f}."
_test_chain, _rate = run_chain(metropolis, lambda x: 0.0, [0.0], 3.0, 5_000, np.random.default_rng(5))
_gap = largest_gap(np.diff(_test_chain[:, 0], prepend=0.0) / 3.0, stats.norm.cdf)
assert _rate == 1.0 and _gap < allowed_gap(5_000), (
    f"step = 3 in one dimension: the largest gap of (x' - x) / 3 to the normal F is {_gap:.3f}, allowed is {allowed_gap(5_000):.3f}."
)
### END HIDDEN TESTS

# %% tests="metropolis" name="invariant" points=2
_test_starts = np.random.default_rng(6).normal(-3.7, 0.7, size=(3000, 1))
_ends = ends_of_chains(metropolis, log_p_normal, _test_starts, 2.0, 4, np.random.default_rng(7))
_gap = largest_gap(_ends[:, 0], stats.norm(-3.7, 0.7).cdf)
assert _gap < allowed_gap(3000), (
    "3000 chains started at exact normal draws and took four steps. Afterwards their mean is "
    f"{_ends.mean():.3f} (exact -3.7), their standard deviation {_ends.std():.3f} (exact 0.7), and the gap to the exact F is "
    f"{_gap:.3f}, allowed is {allowed_gap(3000):.3f}: accept with probability min(1, p(x') / p(x))."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(8)
_test_starts = np.column_stack([_rng.exponential(size=3000), _rng.normal(3, 2, size=3000)])
_ends = ends_of_chains(
    metropolis,
    lambda x: -x[0] - (x[1] - 3) ** 2 / 8 if x[0] > 0 else -np.inf,
    _test_starts,
    1.5,
    4,
    np.random.default_rng(9),
)
for _name, _sample, _cdf in (
    ("exponential", _ends[:, 0], stats.expon.cdf),
    ("normal", _ends[:, 1], stats.norm(3, 2).cdf),
):
    _gap = largest_gap(_sample, _cdf)
    assert _gap < allowed_gap(3000), (
        f"an exponential and a normal coordinate, four steps from exact draws: the {_name} one is off by {_gap:.3f}, allowed is "
        f"{allowed_gap(3000):.3f}."
    )
_test_chain, _ = run_chain(
    metropolis,
    lambda x: -2000.0 if x[0] == 0 else -1000.0 * (abs(x[0]) > 3),
    [0.0],
    0.3,
    2000,
    np.random.default_rng(13),
)
_outside = int(np.sum(np.abs(_test_chain) > 3))
assert _outside == 0, (
    f"from a start with log p = -2000 the chain comes to a plateau with log p = 0, around which log p is -1000. It left the plateau, "
    f"and spent {_outside} of 2000 steps outside: compare the proposal with the current state, not with the start."
)
### END HIDDEN TESTS

# %% tests="metropolis" name="costs_and_randomness" points=2
_counted = Counted(lambda x: -0.5 * float(x @ x), 201)
_test_start = np.array([1.0, 2.0])
call(metropolis, _counted, _test_start, 1.0, 200, np.random.default_rng(10))
assert np.array_equal(_test_start, [1.0, 2.0]), (
    f"start = [1, 2] became {_test_start} by the call: leave it as it is."
)
_result, _warned = run_recording(
    metropolis, lambda x: -8830.0 - abs(float(x[0])), np.array([0.0]), 1.0, 200, np.random.default_rng(11)
)
_rate = as_number(as_pair(_result)[1])
assert not _warned and 0.4 < _rate < 0.95, (
    f"log p near -8830: expected about 70 % accepted and no warning, got {_rate:.0%} and {_warned}: subtract logarithms, do not divide exponentials (ticket 2)."
)
_, _warned = run_recording(
    metropolis, lambda x: -10_000.0 * abs(float(x[0])), np.array([5.0]), 1.0, 50, np.random.default_rng(14)
)
assert not _warned, (
    f"log p rises by thousands in one step of this chain, and your function warns of {_warned}: compare the difference with log u, "
    "or take np.exp of min(0, difference)."
)
### BEGIN HIDDEN TESTS
_result, _warned = run_recording(
    metropolis,
    lambda x: -1e6 * abs(float(x[0]) - 1) if abs(x[0] - 1) < 1 else -np.inf,
    np.array([1.5]),
    0.5,
    200,
    np.random.default_rng(12),
)
_last = as_table(as_pair(_result)[0])[-1:].ravel()
assert not _warned, (
    f"log p between -1e6 and 0: expected no warning, got {_warned}: compare the difference with log u, or take np.exp of min(0, difference)."
)
assert _last.size == 1 and abs(_last[0] - 1) < 0.1, (
    f"a narrow peak at 1, log p between -1e6 and 0: expected to stand near 1 after 200 steps, got {shown(_last)}."
)
_runs = []
for _seed in (1, 1, 2, 3):
    _rng = np.random.default_rng(_seed)
    for _ in range(2):
        _runs.append(
            tuple(
                as_table(
                    as_pair(call(metropolis, lambda x: -abs(float(x[0])), np.array([0.0]), 1.0, 30, _rng))[0]
                ).ravel()
            )
        )
assert _runs[:2] == _runs[2:4], (
    "two generators with the same seed gave different chains: draw from `rng` and from nothing else."
)
assert len(set(_runs)) == 6, (
    "different seeds, or two calls with one generator, gave the same chain: draw from `rng`."
)
### END HIDDEN TESTS

# %% tests="metropolis" name="log_odds" points=2
_got = as_number(call(log_density_of_log_odds, 0.0, 2.0, 58.0)) - as_number(
    call(log_density_of_log_odds, -3.0, 2.0, 58.0)
)
_want = -32.67358974
assert abs(_got - _want) < 1e-8, (
    f"for a = 2, b = 58 the log density at phi = 0 minus that at phi = -3 should be {_want:.4f}, got {_got:.4f}: "
    "the density of phi is that of theta times d theta / d phi (ticket 4)."
)
### BEGIN HIDDEN TESTS
for _a, _b in ((2.0, 58.0), (1.0, 1.0), (0.5, 3.0), (11, 348), (7.5, 2)):
    _phi = np.linspace(-12, 12, 25)
    _exact = (
        stats.beta(_a, _b).logpdf(special.expit(_phi))
        + np.log(special.expit(_phi))
        + np.log(special.expit(-_phi))
    )
    _got = np.array([as_number(call(log_density_of_log_odds, float(v), _a, _b)) for v in _phi])
    _off = (_got - _got[12]) - (_exact - _exact[12])
    assert np.all(np.abs(_off) < 1e-6 * (1 + np.abs(_exact))), (
        f"a = {_a}, b = {_b}: differences of your log density are off by up to {np.abs(_off).max():.3g}."
    )
    for _low, _high, _want in ((-1000.0, -900.0, 100.0 * _a), (900.0, 1000.0, -100.0 * _b)):
        _ends, _warned = run_recording(
            lambda low, high, a, b: [call(log_density_of_log_odds, v, a, b) for v in (low, high)],
            _low,
            _high,
            _a,
            _b,
        )
        _got = as_number(_ends[1]) - as_number(_ends[0])
        assert not _warned and abs(_got - _want) < 1e-6 * (1 + abs(_want)), (
            f"a = {_a}, b = {_b}: from phi = {_low:g} to {_high:g} the log density should change by {_want:g} without a warning, got "
            f"{_got:g} and {_warned}."
        )
### END HIDDEN TESTS

# %% [markdown]
# Now look at chains: four, started far apart, with each of three step sizes. **Predict before you run:** which step size
# has the highest acceptance rate, and is it the best?

# %%
def four_chains(log_p: Callable, step: float) -> tuple[np.ndarray, float]:
    """Return four chains of the log-odds, shape (4, 2000), from -6, -4, -2 and 0, and their mean acceptance rate."""
    rng = np.random.default_rng(3)
    results = [metropolis(log_p, np.array([start]), step, 2000, rng) for start in (-6.0, -4.0, -2.0, 0.0)]
    chains = np.array([as_table(chain)[:, 0] for chain, _ in results])
    return chains, float(np.mean([rate for _, rate in results]))


STEPS = (0.02, 2.0, 60.0)
walks = {step: four_chains(lambda x: log_density_of_log_odds(x[0], 2.0, 58.0), step) for step in STEPS}

fig, axes = plt.subplots(1, 3, figsize=(10, 3.6), sharey=True, layout="constrained")
for ax, step, name in zip(axes, STEPS, ("timid", "good", "rash")):
    chains, rate = walks[step]
    for chain, colour in zip(chains, (BLUE, ORANGE, RED, GREEN)):
        ax.plot(chain, color=colour, lw=0.7)
    ax.set(xlabel="step of the chain", title=f"{name}: step {step:g}, {rate:.0%} accepted")
axes[0].set(ylabel=r"log-odds $\phi$", ylim=(-8, 0.5))
fig.suptitle("A high acceptance rate is no merit: chains must forget their start", fontweight="bold")
plt.show()

# %% [markdown]
# The timid chains accept nearly everything, and after 2000 steps those that started high have not arrived. The rash ones
# stand still for a hundred steps or more. In the middle the four soon cannot be told apart. A rule of thumb: tune the
# step until 25 to 45 % are accepted.
#
# The stretch until the arbitrary start is forgotten, the **burn-in**, is thrown away: here the first 500 steps.

# %% [markdown]
# ## 6 · May it be believed?
#
# Eyes do not scale to a thousand parameters. Three numbers do.
#
# **Autocorrelation.** For values $x_1,\dots,x_n$ of one chain (after burn-in) with the mean $\bar x$, and a lag $t$,
#
# $$ \hat\rho_t = \frac{\sum_{i=1}^{n-t}(x_i-\bar x)(x_{i+t}-\bar x)}{\sum_{i=1}^{n}(x_i-\bar x)^2}, \qquad t = 0,1,\dots,n-1 . $$
#
# Both sums use the mean of the *whole* chain, and nothing is divided by $n-t$, which would blow up the noise of long
# lags.
#
# **Effective sample size.** In a long chain the variance of $\bar x$ is $\tau$ times that of $n$ independent draws,
# $\tau=1+2\sum_{t\ge1}\rho_t$, so $n$ steps are worth $n/\tau$ draws. Adding up *all* estimates will not do: their sum
# over $t\ge1$ is always exactly $-\tfrac12$. For Metropolis the true $\rho_{2k}+\rho_{2k+1}$ is positive for
# every $k$; where the estimate is not, only noise is left, and the sum stops (Geyer, 1992):
#
# $$ \hat P_k=\hat\rho_{2k}+\hat\rho_{2k+1}, \quad 2k+1\le n-1; \qquad \hat\tau = -1+2\sum_{k<K}\hat P_k; \qquad \mathrm{ESS}=\frac{n}{\max(1,\hat\tau)}, $$
#
# where $K$ is the first $k$ with $\hat P_k\le0$ (if there is none, all pairs are used). The $-1$ is there because
# $\hat\rho_0=1$ should count once, not twice. $\hat\tau$ may come out below 1, even negative; with the maximum, no chain
# counts for more than its $n$ steps. The standard error of a posterior mean is then $s/\sqrt{\mathrm{ESS}}$, with $s$ the
# standard deviation of the draws.
#
# **Split $\hat R$.** One chain cannot know what it has not seen. Take $m$ chains of $n$ steps ($n$ even), and cut each
# into its first and its second half: $2m$ sequences of length $h=n/2$. Let $W$ be the mean of their
# $2m$ variances and $V$ the variance of their $2m$ means (each variance with `ddof=1`):
#
# $$ \hat R = \sqrt{\frac{h-1}{h} + \frac{V}{W}} . $$
#
# If all sequences roam the same distribution, $V$ is small against $W$, and $\hat R\approx1$; practice asks for less
# than 1.01. Why the halves? **Predict before you run:** four chains drift upwards, side by side. What does an $\hat R$
# without the cut say?

# %%
rng = np.random.default_rng(5)
drifting = np.linspace(0, 3, 1000) + rng.normal(size=(4, 1000))
within, between = drifting.var(axis=1, ddof=1).mean(), drifting.mean(axis=1).var(ddof=1)
print(f"without the cut: {np.sqrt(999 / 1000 + between / within):.3f}")

# %% [markdown]
# 1.000: perfect, for chains that have settled nowhere. The chains agree with each other, and none agrees with itself.

# %% [markdown]
# ### Exercise 7 · `diagnostics` · ●●● · 18 minutes
#
# Write the three formulas above. Leave the arguments as they are.
#
# **`autocorrelation(x, max_lag)`**: `x` is a float array of shape `(n,)`, $n\ge2$, its values not all equal, and
# $0\le$ `max_lag` $\le n-1$. Return $\hat\rho_0,\dots,\hat\rho_{\texttt{max\_lag}}$, shape `(max_lag + 1,)`.
# `statsmodels` judges.
#
# **`effective_sample_size(x)`**: `x` likewise. Return ESS, a number. No test has a $\hat P_k$ so near 0 that rounding
# decides its sign.
#
# **`split_r_hat(chains)`**: `chains` has shape `(m, n)`, $m\ge1$, $n\ge4$ and even, and at least one half is not
# constant. Return $\hat R$, a number.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Subtract the mean once, at the beginning. For a lag $t$, the numerator is the dot product of the chain without its
# last $t$ values and the chain without its first $t$.
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# `d[: n - t] @ d[t:]` for each lag (`d[:-t]` fails for $t=0$). For ESS: all autocorrelations, then a loop over pairs
# that ends with `break`. If $n$ is odd the last lag has no partner: leave it out. For $\hat R$: the shape you want is
# `(2m, n / 2)`.
#
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# `rho[:-1:2] + rho[1::2]` are the pairs, for even and odd $n$ alike. `chains.reshape(2 * m, n // 2)` cuts each
# chain into its halves, for rows are stored one after another. The rest is `var` and `mean` with `axis=1`, and one
# `var` over the means.
#
# </details>

# %% solution="diagnostics"
def autocorrelation(x: np.ndarray, max_lag: int) -> np.ndarray:
    """Return the autocorrelations of the chain x, shape (n,), at the lags 0 to max_lag, shape (max_lag + 1,).

    >>> autocorrelation(np.array([1.0, -1.0, 1.0, -1.0]), 2)
    array([ 1.  , -0.75,  0.5 ])
    """
    ### BEGIN SOLUTION
    d = x - x.mean()
    return np.array([d[: len(d) - t] @ d[t:] for t in range(max_lag + 1)]) / (d @ d)
    ### END SOLUTION


def effective_sample_size(x: np.ndarray) -> float:
    """Return the effective sample size of the chain x, shape (n,), by Geyer's rule; at most n.

    >>> effective_sample_size(np.array([1.0, -1.0, 1.0, -1.0]))
    4.0
    """
    ### BEGIN SOLUTION
    rho = autocorrelation(x, len(x) - 1)
    tau = -1.0
    for pair in rho[:-1:2] + rho[1::2]:
        if pair <= 0:
            break
        tau += 2 * pair
    return float(len(x) / max(1.0, tau))
    ### END SOLUTION


def split_r_hat(chains: np.ndarray) -> float:
    """Return the split R-hat of the chains, shape (m, n), n even.

    >>> round(split_r_hat(np.array([[0.0, 2.0, 1.0, 3.0]])), 4)
    0.866
    """
    ### BEGIN SOLUTION
    m, n = chains.shape
    h = n // 2
    halves = chains.reshape(2 * m, h)
    W = halves.var(axis=1, ddof=1).mean()
    V = halves.mean(axis=1).var(ddof=1)
    return float(np.sqrt((h - 1) / h + V / W))
    ### END SOLUTION


# %% tests="diagnostics" name="autocorrelation" points=2
_got = as_table(call(autocorrelation, np.array([1.0, 2.0, 3.0, 6.0]), 3))
assert _got.shape == (4,), f"lags 0 to 3 are four: expected shape (4,), got {_got.shape}."
assert np.allclose(_got, np.array([14, 2, -3, -6]) / 14, rtol=0, atol=1e-9), (
    "x = [1, 2, 3, 6] has the mean 3 and deviations [-2, -1, 0, 3]: expected [14, 2, -3, -6] / 14 "
    f"= {shown(np.array([14, 2, -3, -6]) / 14)} at lags 0 to 3, got {shown(_got)}."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(71)
for _n, _max_lag in ((2, 1), (2, 0), (5, 4), (50, 0), (50, 1), (300, 120), (301, 300)):
    _x = np.cumsum(_rng.normal(size=_n)) + 100.0
    _before = _x.copy()
    _got, _want = (
        as_table(call(autocorrelation, _x, _max_lag)),
        np.atleast_1d(stattools.acf(_before, nlags=_max_lag, fft=False)),
    )
    assert _got.shape == (_max_lag + 1,), (
        f"max_lag = {_max_lag}: expected shape {(_max_lag + 1,)}, got {_got.shape}."
    )
    assert np.allclose(_got, _want, rtol=0, atol=1e-7), (
        f"a random walk of {_n} steps, lags 0 to {_max_lag}: the largest difference to statsmodels' acf is {np.abs(_got - _want).max():.2g}."
    )
    assert np.array_equal(_x, _before), "autocorrelation changed x: subtract the mean in a new array."
### END HIDDEN TESTS

# %% tests="diagnostics" name="effective_sample_size" points=2
_got = as_number(call(effective_sample_size, np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])))
assert abs(_got - 6 / (-1 + 2 * (1 + 0.5))) < 1e-9, (
    "x = [1, ..., 6] has the autocorrelations [1, 0.5, 0.057, -0.271, -0.429, -0.357]. The first pair is 1.5, the second -0.214 and ends the "
    f"sum: tau = -1 + 2 * 1.5 = 2, expected 6 / 2 = 3, got {_got:.10g}."
)
_got = as_number(call(effective_sample_size, np.array([1.0, -1.0, 1.0, -1.0])))
assert abs(_got - 4) < 1e-9, (
    f"[1, -1, 1, -1]: tau comes out as 0, and ESS is at most n: expected 4, got {_got:.10g}."
)
_got = as_number(call(effective_sample_size, np.array([0.0, 3.0, -2.0])))
assert abs(_got - 3) < 1e-9, (
    "[0, 3, -2] has one pair, 0.439, so tau = -1 + 2 * 0.439 is negative. What is below 1 counts as 1: expected ESS = 3, "
    f"got {_got:.10g}."
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _memory) in enumerate(
    (
        (2, 0.0),
        (3, 0.5),
        (7, 0.9),
        (40, 0.3),
        (41, 0.3),
        (200, -0.6),
        (999, 0.0),
        (1000, 0.9),
        (2001, 0.97),
        (3000, 0.99),
        (4000, 0.998),
    )
):
    _rng = np.random.default_rng(_seed)
    _x = np.zeros(_n)
    for _i in range(_n):
        _x[_i] = _memory * _x[_i - 1] * (_i > 0) + _rng.normal()
    _test_rho = np.atleast_1d(stattools.acf(_x, nlags=_n - 1, fft=False))
    _test_tau, _k = -1.0, 0
    while 2 * _k + 1 <= _n - 1 and _test_rho[2 * _k] + _test_rho[2 * _k + 1] > 0:
        _test_tau, _k = _test_tau + 2 * (_test_rho[2 * _k] + _test_rho[2 * _k + 1]), _k + 1
    _want = _n / max(1.0, _test_tau)
    _got = as_number(call(effective_sample_size, _x.copy()))
    assert abs(_got - _want) < 1e-6 * _want, (
        f"a chain of {_n} steps with x_i = {_memory} x_(i-1) + noise: expected ESS = {_want:.3f} (pairs 0 to {_k - 1}), got {_got:.3f}."
    )
_got = as_number(call(effective_sample_size, np.array([-1.0, -2.0, -1.0, 1.0, 0.0, 1.0, 3.0, 0.0])))
assert abs(_got - 8 / (-1 + 2 * 149 / 108)) < 1e-9, (
    "[-1, -2, -1, 1, 0, 1, 3, 0] has the pairs 1.340 = 1 + 0.340 and 0.040 = -0.009 + 0.049, then -0.712: a pair is judged by its "
    f"sum, so two pairs count, tau = 1.759, expected {8 / (-1 + 2 * 149 / 108):.10g}, got {_got:.10g}."
)
### END HIDDEN TESTS

# %% tests="diagnostics" name="split_r_hat" points=2
_test_chains = np.array([[0.0, 2.0, 1.0, 3.0], [4.0, 4.0, 0.0, 6.0]])
_got = as_number(call(split_r_hat, _test_chains.copy()))
assert abs(_got - np.sqrt(1 / 2 + 5 / 3 / 5.5)) < 1e-9, (
    "the halves (0, 2), (1, 3), (4, 4), (0, 6) have the variances 2, 2, 0, 18, so W = 5.5, and the means 1, 2, 4, 3, so V = 5/3: expected "
    f"sqrt(1/2 + V / W) = 0.896, got {_got:.3f}."
)
_got = as_number(call(split_r_hat, np.array([[0.0, 1.0, 10.0, 11.0]])))
assert abs(_got - np.sqrt(1 / 2 + 50 / 0.5)) < 1e-9, (
    "one chain (0, 1, 10, 11): its halves have the variances 1/2 and 1/2 and the means 0.5 and 10.5, so W = 1/2 and V = 50: expected "
    f"sqrt(1/2 + 100) = 10.025, got {_got:.3f}."
)
### BEGIN HIDDEN TESTS
for _seed, (_m, _n) in enumerate(((1, 4), (1, 50), (2, 6), (4, 100), (7, 10), (3, 1000))):
    _rng = np.random.default_rng(_seed)
    _test_chains = _rng.normal(size=(_m, _n)) + np.linspace(0, 1, _n) + _rng.normal(size=(_m, 1))
    _test_pieces = [_c[: _n // 2] for _c in _test_chains] + [_c[_n // 2 :] for _c in _test_chains]
    _W, _V = (
        np.mean([np.var(_p, ddof=1) for _p in _test_pieces]),
        np.var([np.mean(_p) for _p in _test_pieces], ddof=1),
    )
    _want, _before = float(np.sqrt(1 - 2 / _n + _V / _W)), _test_chains.copy()
    _got = as_number(call(split_r_hat, _test_chains))
    assert abs(_got - _want) < 1e-9, (
        f"{_m} random chains of {_n} steps: expected {_want:.6f}, got {_got:.6f}."
    )
    assert np.array_equal(_test_chains, _before), "split_r_hat changed the chains: work on copies."
    _got = as_number(call(split_r_hat, 1000.0 - 5.0 * _test_chains))
    assert abs(_got - _want) < 1e-7, (
        f"another unit and zero should not matter: expected {_want:.6f}, got {_got:.6f}."
    )
### END HIDDEN TESTS

# %% [markdown]
# The three walks after burn-in, and four chains of the colleague's `log_p_draft`, which lacks the factor
# $\theta(1-\theta)$. **Predict:** which lines will the numbers condemn?

# %%
walks["draft"] = four_chains(lambda x: log_p_draft(x[0], 2, 58), 2.0)

print("step            R-hat     ESS   mean of theta    (exact 0.0333)")
for name, (chains, _) in walks.items():
    theta = expit(chains[:, 500:])
    ess = sum(effective_sample_size(chain) for chain in theta)
    error = theta.std() / np.sqrt(ess)
    print(f"{name!s:12s}{split_r_hat(theta):9.3f}{ess:8.0f}{theta.mean():12.4f} ± {error:.4f}")

# %%
fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
for _step, colour in zip(STEPS, (ORANGE, BLUE, RED)):
    ax.plot(autocorrelation(walks[_step][0][0, 500:], 100), color=colour, lw=2, label=f"step {_step:g}")
ax.axhline(0, color=GREY, lw=0.8)
ax.set(xlabel="lag (steps)", ylabel=r"autocorrelation $\hat\rho$", ylim=(None, 1.2))
ax.legend(loc="upper center", ncols=3, fontsize=9, columnspacing=1)
ax.set_title("Too small and too large a step both make a chain remember", fontweight="bold")
plt.show()

# %% [markdown]
# $\hat R$ condemns the timid walk, and the rash one too. (Distrust their ±: the ESS of several chains may be added up
# only where $\hat R$ says that they agree.) The last line passes everything, and is wrong by half. **Diagnostics tell
# whether the chains have explored the density that you wrote down, not whether it was the right one.** For that you
# need an oracle, a case with a known answer.
#
# ### Where no conjugate prior exists
#
# Replace the crude rule of 700 pixels by a probability: let the log-odds of "malignant" be linear in $z$, the
# standardised logarithm of the mean nuclear area,
#
# $$ \log\frac{p(\text{malignant}\mid z)}{1-p(\text{malignant}\mid z)} = w_0+w_1z, \qquad w_0,w_1\sim\mathcal N(0,5^2)\ \text{a priori}. $$
#
# Likelihood times prior is no distribution with a name, but its logarithm takes three lines. As oracle, statsmodels'
# maximum-likelihood fit: with 569 tumours and a wide prior, the posterior means and standard deviations should be *near*
# its estimates and standard errors.

# %%
log_area = np.log(area)
z = (log_area - log_area.mean()) / log_area.std()


def log_posterior(w: np.ndarray) -> float:
    """Return the log posterior density of w = (w0, w1), up to a constant."""
    log_odds = w[0] + w[1] * z
    log_likelihood = log_odds[is_malignant].sum() - np.logaddexp(0, log_odds).sum()
    return float(log_likelihood - w @ w / (2 * 5**2))


rng = np.random.default_rng(4)
starts = np.array([[-3.0, 0.0], [3.0, 8.0], [-3.0, 8.0], [3.0, 0.0]])
runs = [metropolis(log_posterior, start, 0.3, 4000, rng) for start in starts]
chains = np.array([as_table(chain) for chain, _ in runs])[:, 1000:]  # (4, 3000, 2), without burn-in
print("acceptance:", *(f"{rate:.0%}" for _, rate in runs))

_judge = Logit(is_malignant.astype(float), np.column_stack([np.ones(569), z])).fit(disp=0)
for j in range(2):
    _draws = chains[:, :, j]
    ess = sum(effective_sample_size(chain) for chain in _draws)
    print(
        f"w{j}: posterior {_draws.mean():6.3f} ± {_draws.std():.3f}, R-hat {split_r_hat(_draws):.3f}, ESS {ess:.0f}; "
        f"statsmodels {_judge.params[j]:6.3f} ± {_judge.bse[j]:.3f}"
    )

# %% [markdown]
# Near they are: $w_1$ differs by a sixth of its standard error. And draws can do more: *every* function of the parameters
# has a posterior too, by computing it for each draw. Take the area at which a tumour is as likely malignant as benign.
# **Predict:** does the crude rule's threshold of 700 pixels lie in its 90 % interval?

# %%
w = chains.reshape(-1, 2)
pixels = np.linspace(200, 1500, 200)
z_grid = (np.log(pixels) - log_area.mean()) / log_area.std()
p = expit(w[:, :1] + w[:, 1:] * z_grid)  # one curve for each draw
even = np.exp(log_area.mean() - log_area.std() * w[:, 0] / w[:, 1])
low, high = np.quantile(even, [0.05, 0.95])
print(f"fifty-fifty at {even.mean():.0f} pixels, 90 % between {low:.0f} and {high:.0f}")

fig, ax = plt.subplots(figsize=(8, 4), layout="constrained")
ax.fill_between(pixels, *np.quantile(p, [0.05, 0.95], axis=0), color=BLUE, alpha=0.3, lw=0)
ax.plot(pixels, p.mean(axis=0), color=BLUE, lw=2)
ax.plot([low, high], [0.5, 0.5], color=RED, lw=5)
ax.text(low - 15, 0.5, "fifty-fifty, 90 % of the posterior", color=RED, ha="right", va="center")
ax.axvline(700, color=GREY, lw=1, ls="--")
ax.text(710, 0.05, "the crude rule", color=GREY)
ax.set(xlabel="mean area of a nucleus (pixels)", ylabel="p(malignant | area)", ylim=(0, 1), xlim=(200, 1500))
ax.set_title("A posterior for the curve, and for every number read off it", fontweight="bold")
plt.show()

# %% [markdown]
# It does not. And the circle closes: this curve holds where 37 % of the tumours are malignant, as in this table. Where
# fewer are, it moves to the right. A model that leaves its hospital without a new prior is the opening's mistake, in
# production.
#
# ## What you can do now
#
# - ✓ **Base rate and likelihood to posterior.** The precision of an alarm, in the population where it runs.
# - ✓ **A rate updated by data, its mean and its mode.** Click and failure rates from few observations.
# - ✓ **Counts to come, with the doubt included.** Capacity, alert thresholds.
# - ✓ **Naive Bayes in logarithms, smoothed.** The baseline that every text classifier has to beat.
# - ✓ **Metropolis, and the numbers that say whether to believe it.** The $\hat R$ and ESS that Stan and PyMC print.
#
# **Go further**
#
# - MIT OCW 18.05,
#   [Introduction to Probability and Statistics](https://ocw.mit.edu/courses/18-05-introduction-to-probability-and-statistics-spring-2022/),
#   the readings on Bayesian updating: base rates, conjugate priors and prediction, with problems and solutions.
# - A. Vehtari and others, *Rank-normalization, folding, and localization: An improved R-hat* (Bayesian Analysis,
#   2021): what today's libraries print in place of your formulas, and why.
#
# **Next:** *Descriptive statistics*, where a mean or a correlation says the opposite of what happened.

