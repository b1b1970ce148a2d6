# ---
# title: Logistic regression
# minutes: 120
# difficulty: 2
# prerequisites: [linear_regression, gradient_descent]
# summary: Build a classifier whose probabilities mean something, fit it in eight Newton steps, and extend it to ten classes.
# proves:
#   ml.logistic_regression: [sigmoid, cross_entropy, gradient, newton_step, odds_ratio, risk_model, softmax_regression]
# ---

# %% [markdown]
# # Logistic regression
#
# A biopsy needle draws a few cells from a lump in a breast. A microscope image of them is measured: how large
# the nuclei are, how ragged, how uneven. Somebody must now say how likely it is that the lump is malignant. A straight
# line, fitted by least squares to the answers of 569 earlier patients (1 for malignant, 0 for benign), gives
# its verdict on the patient with the largest nuclei among them: the probability of cancer is **2.48**.
#
# That number is not a probability, and clipping it to 1 would not mend what is wrong. In this lesson you
# build the model that is made for the question. It is an idea from the 1940s that still prices loans, ranks advertisements
# and screens patients, and it is the last layer of nearly every neural network that classifies.
#
# **You will be able to**
#
# 1. compute the sigmoid, the cross-entropy and the softmax so that they are right for every logit, also where the textbook formula overflows;
# 2. derive the gradient of the cross-entropy on paper, and fit a model by gradient descent and by Newton's method;
# 3. read a coefficient as a change of log-odds, and say what it does to a patient's risk;
# 4. regularise a model correctly, and find the mistakes in a classifier that "works";
# 5. extend all of it to many classes, and reproduce scikit-learn's answer.
#
# **Before this:** [Linear regression](../linear_regression/linear_regression.ipynb),
# [Gradient descent](../gradient_descent/gradient_descent.ipynb). **Not here:** how to judge a classifier and
# choose its threshold; that is the next lesson, *Model evaluation*. We count plain accuracy and leave it at that.
#
# **Time:** about 110 minutes, of which the seven exercises take an hour. After section 5 is a good place for a break.

# %% [markdown]
# ## Warm-up
#
# Answer in your head, then unfold.
#
# **1.** You minimise $\tfrac12 w^\top H w$ by gradient descent; $H$ has eigenvalues 1 and 100. Which step sizes converge, and which direction is slow?
#
# <details><summary>Answer</summary>
#
# Any step size below $2/100$. With such steps the direction with eigenvalue 1 shrinks by a factor of at best 0.98 per step, so it is the slow
# one. Newton's method divides by the curvature and does not have this problem.
#
# </details>
#
# **2.** A coin shows heads 7 times in 10. Write down the negative log-likelihood of a heads probability $p$. Where is its minimum?
#
# <details><summary>Answer</summary>
#
# $-7\log p - 3\log(1-p)$. The derivative $-7/p + 3/(1-p)$ vanishes at $p = 7/10$.
#
# </details>
#
# **3.** Why do we standardise features before ridge regression, and with whose mean and standard deviation do we standardise the test set?
#
# <details><summary>Answer</summary>
#
# The penalty adds up squared weights, and the size of a weight depends on its feature's unit. Use the training set's mean and standard deviation:
# the model has to treat one new patient as it treated the patients that it learned from.
#
# </details>

# %% locked="imports"
import tracemalloc
import warnings

import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logsumexp
from sklearn.datasets import load_breast_cancer, load_digits, load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

BLUE, ORANGE, RED, GREEN, GREY = "#0072B2", "#E69F00", "#D55E00", "#009E73", "#666666"
NEWTON_STEPS = 25  # more than any regularised fit below needs
plt.rcParams.update(
    {
        "figure.dpi": 100,
        "font.size": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "legend.frameon": False,
    }
)


def returned(value, name, kind):
    """Return `value`, what the function or method `name` returned, unless it is None."""
    assert value is not None, f"{name} should return {kind}, got None: is the return missing?"
    return value


def numbers(value, name, shape):
    """Return `value`, what the function or method `name` returned, as an array of floats."""
    return np.asarray(returned(value, name, f"an array of shape {shape}"), dtype=float)


def run_recording(function, *args):
    """Return what `function(*args)` returns, and the list of warnings it gave."""
    with (
        warnings.catch_warnings(record=True) as caught,
        np.errstate(over="warn", divide="warn", invalid="warn"),
    ):
        warnings.simplefilter("always")
        result = function(*args)
    return result, [str(warning.message) for warning in caught]


def error_from(function, *args):
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

# %% [markdown]
# The data: *Breast Cancer Wisconsin (Diagnostic)*, 569 patients, 30 measurements of cell nuclei each (Wolberg, Mangasarian, Street and
# Street, UCI Machine Learning Repository, CC BY 4.0), as it comes with scikit-learn. The areas and radii are in the units of the
# digitised image. "Worst" means the mean of the three largest nuclei.
#
# Look at the coding before anything else: in this data set **0 means malignant**. We want the probability of cancer, so
# we turn it round.

# %% locked="data"
cancer = load_breast_cancer()
feature_names = [str(name) for name in cancer.feature_names]
X_all = cancer.data
y_all = (cancer.target == 0).astype(int)  # 1 = malignant, 0 = benign

X_train, X_test, y_train, y_test = train_test_split(
    X_all, y_all, test_size=0.25, random_state=0, stratify=y_all
)
train_mean, train_std = X_train.mean(axis=0), X_train.std(axis=0)


def columns(*names: str) -> list[int]:
    """Return the column numbers of the named features."""
    return [feature_names.index(name) for name in names]


def add_intercept(X: np.ndarray) -> np.ndarray:
    """Put a column of ones before the columns of `X`: (n, d) becomes (n, d + 1)."""
    return np.column_stack([np.ones(len(X)), X])

# %%
print(f"{len(y_all)} patients, {X_all.shape[1]} features, {y_all.mean():.1%} malignant")
print(f"training set: {X_train.shape}, test set: {X_test.shape}")

# %% [markdown]
# ## 1. Why not a straight line?
#
# Take one feature, the area of the largest nuclei, and fit a line to the labels by least squares, as in *Linear regression*. Call a patient
# malignant where the line is above 0.5.
#
# **Predict before you run.** The 60 patients with the largest nuclei are all malignant, and nobody doubts it. We
# delete them. No patient near the border between the classes has changed. Does the line's border move?

# %%
area = X_all[:, columns("worst area")[0]]
clear_cases = np.argsort(area)[-60:]
keep = np.setdiff1d(np.arange(len(area)), clear_cases)


def fit_line(x, y):
    (intercept, slope), *_ = np.linalg.lstsq(add_intercept(x[:, None]), y, rcond=None)
    return intercept, slope


def fit_curve(x, y):
    model = LogisticRegression(C=np.inf, tol=1e-8).fit((x[:, None] - area.mean()) / area.std(), y)
    slope = model.coef_[0, 0] / area.std()
    return model.intercept_[0] - slope * area.mean(), slope


fig, axes = plt.subplots(1, 2, figsize=(10, 3.8), sharex=True, sharey=True, layout="constrained")
jitter = np.random.default_rng(0).uniform(-0.04, 0.04, size=len(area))
grid = np.linspace(area.min(), area.max(), 400)
for ax, rows, title in zip(
    axes, [np.arange(len(area)), keep], ["all 569 patients", "without the 60 clearest cases"]
):
    (b_line, w_line), (b_curve, w_curve) = (
        fit_line(area[rows], y_all[rows]),
        fit_curve(area[rows], y_all[rows]),
    )
    line_border, curve_border = (0.5 - b_line) / w_line, -b_curve / w_curve
    ax.scatter(area[rows], (y_all + jitter)[rows], s=8, color=GREY, alpha=0.35, linewidths=0)
    ax.plot(
        grid, b_line + w_line * grid, color=ORANGE, lw=2, label=f"line: border at {line_border:.0f}"
    )
    ax.plot(
        grid,
        expit(b_curve + w_curve * grid),
        color=BLUE,
        lw=2,
        label=f"curve: border at {curve_border:.0f}",
    )
    ax.axvline(line_border, color=ORANGE, ls=":")
    ax.axvline(curve_border, color=BLUE, ls=":")
    ax.set(title=title, xlabel="worst area (image units)", ylim=(-0.3, 2.6))
    ax.legend(loc="lower right", bbox_to_anchor=(1, 0.1))
axes[0].set_ylabel("malignant (1) or benign (0)")
fig.suptitle("Easy cases drag the line's border along; the curve's stays", fontweight="bold")
plt.show()

# %%
_line = fit_line(area, y_all)
print(
    f"the line for the largest nuclei: {_line[0] + _line[1] * area.max():.2f}, for the smallest: "
    f"{_line[0] + _line[1] * area.min():.2f}"
)
for _name, (_b, _w), _level in [("line", _line, 0.5), ("curve", fit_curve(area, y_all), 0.0)]:
    _errors = np.sum((_b + _w * area > _level) != (y_all == 1))
    print(f"{_name:5s}: {_errors} of 569 patients on the wrong side")

# %% [markdown]
# The line's border moved by 160 units, because least squares punishes a prediction of 2.48 for a label of 1 as a
# large *error*, though the patient is on the right side and far from doubt. To make that error smaller the line lies flatter, and
# patients in the middle pay for it: 72 errors against 51. The curve moved by less than one unit.
#
# The curve is what you build now. It needs three things: a function that turns any number into a
# probability, a loss that asks "how surprised was I?", and a way to minimise it.

# %% [markdown]
# ## 2. From any number to a probability
#
# A linear model returns any real number. A probability lives in $(0, 1)$. Gamblers have a scale between the two: the **odds** $p/(1-p)$ run from 0 to
# $\infty$, and their logarithm, the **log-odds** or **logit**, runs over all real numbers. Logistic regression says that the log-odds are linear in the features:
#
# $$ \log\frac{p}{1-p} = z, \qquad z = b + w_1x_1 + \dots + w_dx_d . $$
#
# Solve for $p$ and you have the **sigmoid**
#
# $$ p = \sigma(z) = \frac{1}{1+e^{-z}} = \frac{e^{z}}{1+e^{z}} . $$
#
# | $p$ | 0.001 | 0.1 | 0.5 | 0.9 | 0.999 |
# |---|---|---|---|---|---|
# | odds $p/(1-p)$ | 1 : 999 | 1 : 9 | 1 : 1 | 9 : 1 | 999 : 1 |
# | logit $z$ | −6.9 | −2.2 | 0 | 2.2 | 6.9 |
#
# Three facts to keep: $\sigma(0)=\tfrac12$; $\sigma(-z) = 1-\sigma(z)$; and $\sigma'(z)=\sigma(z)\,(1-\sigma(z))$, which is at most $\tfrac14$.
#
# Both fractions above are the same function on paper. **Predict:** what does the first give in floating point for $z=-1000$, and the second for $z=1000$?

# %%
with np.errstate(over="ignore", invalid="ignore"):
    _z = np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])
    print("1 / (1 + exp(-z))    :", 1 / (1 + np.exp(-_z)))
    print("exp(z) / (1 + exp(z)):", np.exp(_z) / (1 + np.exp(_z)))

# %% [markdown]
# We silenced the warnings here. The second formula gives `nan` at 1000: it computes $\infty/\infty$. The first reaches the right limit at −1000, by way of an
# overflow and a warning, and a pipeline that treats warnings as errors stops right there. Each formula is fine on one
# half of the line: $e^{-z}$ cannot overflow for $z\ge 0$, nor $e^{z}$ for $z<0$.
#
# A second trap is quieter: $1-\sigma(40)$ is **0** in floating point, for $\sigma(40)$ rounds to exactly 1, but $\sigma(-40)$ is
# $4.2\cdot10^{-18}$. If you need a small probability, do not get it by subtracting from one.

# %% [markdown]
# ### Exercise 1 · `sigmoid` · ●○○ · 6 minutes
#
# Write $\sigma(z)$ for a NumPy array `z` of floats or integers, of **any shape**. Return a new float array of the same shape; leave `z` as it is.
#
# - No overflow and no warning, whatever the finite values in `z`.
# - For $|z|\le 500$ the *relative* error is below $10^{-12}$, so $\sigma(-40)$ is about $4.2483542552916\cdot10^{-18}$, not 0.
# - Beyond that the result is within $10^{-12}$ of the limit, 0 or 1.
#
# Write it with NumPy, to have done it once. `scipy.special.expit`, imported above, is what you would call at work; the grader compares you with it, and accepts it.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Write both formulas with $e^{-|z|}$. That exponential never overflows. Which of the two is which?
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# With $t=e^{-|z|}$: for $z\ge0$ the answer is $1/(1+t)$, for $z<0$ it is $t/(1+t)$. The denominator is the same.
#
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# `t = np.exp(-np.abs(z))`, then `np.where(condition, 1.0, t) / (1.0 + t)`. `np.where` computes both branches, so both have to be harmless for every element; here they are.
#
# </details>

# %% solution="sigmoid"
def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-z)) for every element of `z`, stably, as floats.

    >>> sigmoid(np.array([0.0, 1000.0]))
    array([0.5, 1. ])
    """
    ### BEGIN SOLUTION
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    ### END SOLUTION

# %% tests="sigmoid" name="values" points=1
_got = numbers(sigmoid(np.array([0.0, np.log(3.0), -np.log(3.0)])), "sigmoid", (3,))
assert _got.shape == (3,), f"for an array of shape (3,) expected the same shape, got {_got.shape}."
assert np.allclose(_got, [0.5, 0.75, 0.25], rtol=1e-12, atol=0), (
    f"for logits [0, log 3, -log 3] expected [0.5, 0.75, 0.25], got {_got}: look at the sign of "
    "the exponent for z < 0."
)
_got = numbers(sigmoid(np.array([[2, 0], [-2, 1]])), "sigmoid", (2, 2))
assert np.allclose(_got, [[0.8807970780, 0.5], [0.1192029220, 0.7310585786]], rtol=0, atol=1e-9), (
    f"for the integer matrix [[2, 0], [-2, 1]] got {_got}: return floats, element by element, in "
    "the same shape."
)
### BEGIN HIDDEN TESTS
_z = np.random.default_rng(1).normal(scale=5, size=(4, 3, 2))
_before = _z.copy()
_got = numbers(sigmoid(_z), "sigmoid", _z.shape)
assert _got.shape == _z.shape, (
    f"for shape {_z.shape} the result has shape {_got.shape}: keep any shape."
)
assert np.array_equal(_z, _before), "your function changed its argument: work on a new array."
assert np.allclose(_got, expit(_z), rtol=1e-9, atol=0), (
    "on random logits the result differs from scipy.special.expit."
)
_mirrored = numbers(sigmoid(-_z), "sigmoid", _z.shape)
assert np.allclose(_got + _mirrored, 1.0, rtol=0, atol=1e-12), (
    "sigma(z) + sigma(-z) should be 1 for every z."
)
### END HIDDEN TESTS

# %% tests="sigmoid" name="extremes" points=2
_z = np.array([-1000.0, -40.0, 40.0, 1000.0])
_got, _warned = run_recording(sigmoid, _z.copy())
_got = numbers(_got, "sigmoid", _z.shape)
assert not _warned, (
    f"for logits {_z} NumPy warned: {_warned[0]}. Exponentiate -|z| only; np.where computes both "
    "its branches."
)
assert np.all(np.isfinite(_got)) and np.allclose(_got, [0, 0, 1, 1], rtol=0, atol=1e-12), (
    f"for logits {_z} expected nearly [0, 0, 1, 1], got {_got}."
)
assert abs(_got[1] / 4.248354255291589e-18 - 1) < 1e-12, (
    f"sigma(-40) is 4.248354255291589e-18, got {_got[1]}: do not subtract nearly equal numbers, "
    "use exp(z) / (1 + exp(z)) there."
)
### BEGIN HIDDEN TESTS
_z = np.linspace(-500, 500, 2001)
_got, _warned = run_recording(sigmoid, _z.copy())
assert not _warned, "between -500 and 500 NumPy warned: exponentiate only what is not positive."
assert np.allclose(numbers(_got, "sigmoid", _z.shape), expit(_z), rtol=1e-12, atol=0), (
    "between -500 and 500 the relative error is above 1e-12: very small probabilities are lost. "
    "Treat z < 0 by exp(z) / (1 + exp(z))."
)
_got, _warned = run_recording(sigmoid, np.array([[-1e308, 1e5], [-750.0, 710.0]]))
assert not _warned, "for very large logits NumPy warned: exponentiate only what is not positive."
assert np.allclose(numbers(_got, "sigmoid", (2, 2)), [[0, 1], [0, 1]], rtol=0, atol=1e-12), (
    "for very large logits the result should be 0 or 1 to within 1e-12."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The loss: how surprised was the model?
#
# Patient $i$ has label $y_i\in\{0,1\}$ and predicted risk $p_i=\sigma(z_i)$. The probability that the model gave to what really happened is $p_i$ if $y_i=1$ and
# $1-p_i$ if $y_i=0$; in one formula $p_i^{y_i}(1-p_i)^{1-y_i}$. Patients are independent, so these multiply. We maximise the product, that is, we minimise
# minus its logarithm, divided by the number $n$ of patients. This is maximum likelihood for a coin whose bias depends on the patient, and its name is the **cross-entropy** or **log loss**:
#
# $$ L = -\frac1n\sum_{i=1}^n \bigl[\,y_i\log p_i + (1-y_i)\log(1-p_i)\,\bigr] . $$
#
# The unit is the nat. A model that knows nothing and says $p=\tfrac12$ to everybody pays $\log 2\approx 0.693$.
#
# Written with $p$, the formula breaks: a confident mistake has $p=0$ in floating point, and $\log 0=-\infty$. So do not pass through $p$. Put $\log p = z - \log(1+e^z)$ and
# $\log(1-p) = -\log(1+e^z)$ into it, and what remains is short:
#
# $$ \boxed{\;L = \frac1n\sum_{i=1}^n \bigl[\log(1+e^{z_i}) - y_i z_i\bigr]\;} $$
#
# and `np.logaddexp(0, z)` computes $\log(e^0+e^z)$ without overflow. Libraries call this *cross-entropy with logits*, and it is why they ask you for logits, not for probabilities.

# %%
_z, _y = (
    np.array([1000.0, -800.0, 2.0]),
    np.array([0, 1, 1]),
)  # two confident mistakes, one good prediction
with np.errstate(divide="ignore", invalid="ignore"):
    _p = expit(_z)
    print("through p     :", -(_y * np.log(_p) + (1 - _y) * np.log(1 - _p)))
print("through logits:", np.logaddexp(0, _z) - _y * _z)

# %% [markdown]
# Many people "mend" the first row by clipping $p$ to $[10^{-15}, 1-10^{-15}]$. Then a mistake of logit 1000 costs as much as one of
# logit 35, and the gradient there is zero: the model is never told how wrong it is.
#
# The formula also has a condition that is easy to miss: labels are 0 and 1. Support vector machines, boosting papers and many CSV files use −1 and +1. **Predict:** what happens to the boxed formula
# when a benign patient is coded −1 and the model drives its logit down, as it should?

# %%
for _logit in [0.0, -5.0, -50.0]:
    print(
        f"logit {_logit:6.1f}:  loss with label 0 = {np.logaddexp(0, _logit):8.4f},  with label "
        f"-1 = {np.logaddexp(0, _logit) + _logit:8.4f}"
    )

# %% [markdown]
# With −1 the loss goes to $-\infty$. A loss that is a negative log-likelihood of a label cannot be negative; when you see it, look at your labels. Better: refuse such
# labels at the door. (For labels $\pm1$ the right formula is $\log(1+e^{-y z})$.)
#
# The second silent error is one of shapes. Labels often arrive as a column of shape `(n, 1)`; logits have shape `(n,)`. Their
# product is an $n\times n$ matrix, whose mean is a number like any other.

# %% [markdown]
# ### Exercise 2 · `cross_entropy` · ●○○ · 8 minutes
#
# Return the mean cross-entropy in nats, as one number, from `z`, the logits, shape `(n,)`, and `y`, the labels, shape `(n,)`, integers or floats, $n\ge1$.
#
# - Right to within $10^{-9}$ (relative for losses above 1), and without a warning, for logits up to $\pm10^6$.
# - Raise `ValueError` if the shapes of `z` and `y` differ.
# - Raise `ValueError` if any label is not 0 or 1.
#
# <details><summary>Hint 1: a nudge</summary>
#
# You need neither `sigmoid` nor `np.log`.
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# The boxed formula, with `np.logaddexp`, and a mean. Do the two checks first: `z.shape != y.shape`, and a comparison that holds for every label.
#
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# `np.isin(y, [0, 1]).all()` says whether the labels are right. Then `np.mean(np.logaddexp(0, z) - ...)`.
#
# </details>

# %% solution="cross_entropy"
def cross_entropy(z: np.ndarray, y: np.ndarray) -> float:
    """Return the mean cross-entropy of labels `y` (n,) in {0, 1} under logits `z` (n,), in nats.

    >>> round(float(cross_entropy(np.array([0.0, 0.0]), np.array([0, 1]))), 4)
    0.6931
    """
    ### BEGIN SOLUTION
    if z.shape != y.shape:
        raise ValueError(f"logits have shape {z.shape}, labels {y.shape}")
    if not np.isin(y, [0, 1]).all():
        raise ValueError("labels must be 0 or 1")
    return float(np.mean(np.logaddexp(0, z) - y * z))
    ### END SOLUTION

# %% tests="cross_entropy" name="value" points=1
_got = cross_entropy(np.array([0.0, 0.0]), np.array([0, 1]))
_got = float(returned(_got, "cross_entropy", "one number"))
assert abs(_got - np.log(2)) < 1e-9, (
    f"for two logits of 0 expected log 2 = 0.6931, got {_got}: natural logarithm, and the mean."
)
_got = cross_entropy(np.array([np.log(3.0), np.log(3.0), -np.log(9.0)]), np.array([1, 0, 0]))
_got = float(returned(_got, "cross_entropy", "one number"))
assert abs(_got - np.log((4 / 3) * 4 * (10 / 9)) / 3) < 1e-9, (
    "risks 0.75, 0.75, 0.1 and labels 1, 0, 0: expected -(log 0.75 + log 0.25 + log 0.9) / 3 = "
    f"0.5931, got {_got}: "
    "which term belongs to which label?"
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(2)
for _n in (1, 7, 200):
    _z, _y = _rng.normal(scale=3, size=_n), _rng.integers(0, 2, size=_n)
    _want = -np.mean(np.log(np.where(_y == 1, expit(_z), expit(-_z))))
    _got = float(returned(cross_entropy(_z, _y.astype(float)), "cross_entropy", "one number"))
    assert abs(_got - _want) < 1e-9 * max(1, _want), (
        f"on {_n} random patients expected {_want:.6f}, got {_got:.6f}: mean of the negative "
        "log-probability of each patient's own label."
    )
### END HIDDEN TESTS

# %% tests="cross_entropy" name="stability" points=2
_got, _warned = run_recording(cross_entropy, np.array([1000.0, -800.0]), np.array([0, 1]))
_got = float(returned(_got, "cross_entropy", "one number"))
assert not _warned, (
    f"for logits [1000, -800] NumPy warned: {_warned[0]}. Compute from the logits, by np.logaddexp."
)
assert abs(_got - 900) < 1e-6, (
    f"two confident mistakes, logits [1000, -800], cost (1000 + 800) / 2 = 900 nats, got {_got}: "
    "do not pass through p, and do not clip it."
)
### BEGIN HIDDEN TESTS
_got, _warned = run_recording(cross_entropy, np.array([1e6, -1e6, 0.0]), np.array([1.0, 0.0, 1.0]))
_got = float(returned(_got, "cross_entropy", "one number"))
assert not _warned, (
    "for logits of a million NumPy warned: compute from the logits, by np.logaddexp."
)
assert abs(_got - np.log(2) / 3) < 1e-9, (
    "confident and right should cost nothing: logits (1e6, -1e6) with labels (1, 0)."
)
_got, _warned = run_recording(cross_entropy, np.array([50.0, -60.0]), np.array([0, 1]))
_got = float(returned(_got, "cross_entropy", "one number"))
assert not _warned and abs(_got - 55) < 1e-7, (
    "mistakes of logit 50 and -60 cost 55 nats on average: p is rounded or clipped somewhere."
)
### END HIDDEN TESTS

# %% tests="cross_entropy" name="refuses" points=1
_z = np.array([0.5, -1.0, 2.0])
_error = error_from(cross_entropy, _z, np.array([1, -1, 1]))
assert _error == "ValueError", (
    f"labels [1, -1, 1] should raise ValueError, got {_error}: only 0 and 1 are labels here."
)
_error = error_from(cross_entropy, _z, np.array([0.5, 0.0, 1.0]))
assert _error == "ValueError", (
    f"labels [0.5, 0, 1] should raise ValueError, got {_error}: compare every label with 0 and 1; "
    "a range lets 0.5 pass."
)
_error = error_from(cross_entropy, _z, np.array([[1], [0], [1]]))
assert _error == "ValueError", (
    f"logits (3,) and labels (3, 1) should raise ValueError, got {_error}: they would broadcast "
    "to (3, 3)."
)
### BEGIN HIDDEN TESTS
for _y in ([2, 1, 1], [0, 1, 0.25], [0, 0, -1]):
    _error = error_from(cross_entropy, _z, np.array(_y))
    assert _error == "ValueError", f"labels {_y} should raise ValueError, got {_error}."
for _y in ([1], [1, 0]):
    _error = error_from(cross_entropy, _z, np.array(_y))
    assert _error == "ValueError", (
        f"three logits with {len(_y)} labels should raise ValueError, got {_error}."
    )
_error = error_from(cross_entropy, _z, np.array([0, 1, 0]))
assert _error == "no error", f"labels [0, 1, 0] are right, but your function raised {_error}."
_error = error_from(cross_entropy, _z, np.array([1.0, 1.0, 1.0]))
assert _error == "no error", (
    f"labels [1., 1., 1.] are right (one class may be absent), but your function raised {_error}."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. The gradient, and why it is so plain
#
# From here on $A$ is the **design matrix**: a column of ones, then the features, shape $(n, d+1)$. The weights $w$ have shape $(d+1,)$, and $w_0$ is the intercept. So $z = Aw$.
#
# One patient's loss is $\ell(z)=\log(1+e^z)-yz$. **On paper, before you unfold:** differentiate it with respect to $z$. Which function of section 2 appears, and what is the slope in terms of $p$ and $y$?
#
# <details><summary>Answer</summary>
#
# The chain rule on the logarithm gives the sigmoid:
#
# $$ \frac{d\ell}{dz} = \frac{e^z}{1+e^z} - y = p - y . $$
#
# </details>
#
# So the slope with respect to the logit *is* the error. Since $\partial z_i/\partial w_j=A_{ij}$, the chain rule and the mean over patients give
#
# $$ \nabla L(w) = \frac1n A^\top (p - y), \qquad p=\sigma(Aw), $$
#
# with shape $(d+1,)$. It looks just like the gradient of least squares, with $p$ in the place of $Aw$.
#
# What if we kept the squared error, and only bent the line: $(p-y)^2/2$ with $p=\sigma(z)$? Its slope is $(p-y)\,p(1-p)$. **Predict:** how large is each slope for a malignant patient ($y=1$) to whom the
# model gives the logit −8?

# %%
_z = np.linspace(-10, 6, 300)
_p = expit(_z)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.5), layout="constrained")
axes[0].plot(_z, np.logaddexp(0, -_z), color=BLUE, lw=2)
axes[0].plot(_z, (_p - 1) ** 2 / 2, color=ORANGE, lw=2)
axes[0].set(title="loss of one malignant patient", xlabel="logit $z$", ylabel="loss")
axes[0].text(-6, 7.0, "cross-entropy (nats)", color=BLUE)
axes[0].text(-9, 1.0, "squared error", color=ORANGE)
axes[1].plot(_z, _p - 1, color=BLUE, lw=2)
axes[1].plot(_z, (_p - 1) * _p * (1 - _p), color=ORANGE, lw=2)
axes[1].set(
    title="its slope: what the model is told",
    xlabel="logit $z$",
    ylabel="derivative with respect to $z$",
)
fig.suptitle("Only the cross-entropy pushes hard on a confident mistake", fontweight="bold")
plt.show()
print(
    f"slopes at z = -8: cross-entropy {expit(-8) - 1:.4f}, squared error "
    f"{(expit(-8) - 1) * expit(-8) * expit(8):.6f}"
)

# %% [markdown]
# The squared error's slope dies out exactly where the model is most wrong, and as a function of $w$ that loss is not convex. The cross-entropy's slope goes to −1, and the loss is convex: there is no local minimum other than the global one.

# %% [markdown]
# ### Exercise 3 · `gradient` · ●○○ · 7 minutes
#
# Return $\nabla L(w)$, shape `(m,)`, of the **mean** cross-entropy from the weights `w`, shape `(m,)`, the design matrix `A`, shape `(n, m)`, whose first column is ones already, and
# labels `y`, shape `(n,)`, of 0 and 1. No loop over patients is needed.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Check the shapes on paper: $A^\top$ is $(m, n)$, and the error is $(n,)$.
#
# </details>
# <details><summary>Hint 2: nearly the code</summary>
#
# Logits `A @ w`, risks by your `sigmoid`, then `A.T @ (...)` divided by the number of rows.
#
# </details>

# %% solution="gradient"
def gradient(w: np.ndarray, A: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the gradient of the mean cross-entropy at the weights `w`.

    >>> gradient(np.zeros(2), np.array([[1.0, 4.0], [1.0, 2.0]]), np.array([0, 1]))
    array([0. , 0.5])
    """
    ### BEGIN SOLUTION
    return A.T @ (sigmoid(A @ w) - y) / len(y)
    ### END SOLUTION

# %% tests="gradient" name="matches_finite_differences" points=2
_A, _y, _w = (
    np.array([[1.0, 4.0], [1.0, 2.0], [1.0, -3.0]]),
    np.array([0, 1, 1]),
    np.array([np.log(2.0), 0.0]),
)
_got = numbers(gradient(_w, _A, _y), "gradient", (2,))
assert _got.shape == (2,), f"two weights need a gradient of shape (2,), got {_got.shape}."
assert np.allclose(_got, [0.0, 3.0 / 3], rtol=0, atol=1e-9), (
    "every risk is 2/3 here, the errors p - y are [2/3, -1/3, -1/3]: expected the gradient "
    f"[(2 - 1 - 1)/9, (8 - 2 + 3)/9] = [0, 1], got {_got}: sign, transpose, and division by n?"
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(3)
for _n, _m in [(5, 2), (40, 6), (9, 1)]:
    _A, _w = add_intercept(_rng.normal(size=(_n, _m - 1))), _rng.normal(size=_m)
    _y = _rng.integers(0, 2, size=_n)
    _loss = lambda v, A=_A, y=_y: float(np.mean(np.logaddexp(0, A @ v) - y * (A @ v)))
    _want = np.array([(_loss(_w + h) - _loss(_w - h)) / 2e-5 for h in 1e-5 * np.eye(_m)])
    _got = numbers(gradient(_w, _A, _y), "gradient", (_m,))
    assert _got.shape == (_m,), f"for {_m} weights the gradient has shape {_got.shape}."
    assert np.allclose(_got, _want, rtol=0, atol=1e-7), (
        f"with {_n} patients and {_m} weights the gradient differs from central differences of "
        f"the mean cross-entropy: {_got} against {_want}."
    )
### END HIDDEN TESTS

# %% tests="gradient" name="vanishes_at_optimum" points=1
# Ten patients without a mark, 2 of them ill; twelve with it, 9 ill. Fitted log-odds: log(2/8), and log(9/3) with the mark.
_mark = np.repeat([0.0, 1.0], [10, 12])
_y = np.concatenate([np.repeat([1, 0], [2, 8]), np.repeat([1, 0], [9, 3])])
_best = np.array([np.log(2 / 8), np.log(9 / 3) - np.log(2 / 8)])
_got = numbers(gradient(_best, add_intercept(_mark[:, None]), _y), "gradient", (2,))
assert np.allclose(_got, 0, rtol=0, atol=1e-9), (
    "where the predicted risk of each group is its observed share the gradient is zero, got "
    f"{_got}: use p = sigmoid(A @ w), not the logits."
)
_got = numbers(gradient(_best + [0.3, 0.0], add_intercept(_mark[:, None]), _y), "gradient", (2,))
assert _got.shape == (2,) and np.all(np.abs(_got) > 1e-3), (
    f"away from the optimum the gradient is not zero, got {_got}."
)
### BEGIN HIDDEN TESTS
_A = add_intercept(
    (X_train - train_mean)[:, columns("mean radius", "mean texture")]
    / train_std[columns("mean radius", "mean texture")]
)
_oracle = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10).fit(_A[:, 1:], y_train)
_best = np.concatenate([_oracle.intercept_, _oracle.coef_[0]])
_got = numbers(gradient(_best, _A, y_train), "gradient", (3,))
assert np.allclose(_got, 0, rtol=0, atol=1e-6), (
    "at the optimum that scikit-learn finds on the tumours the gradient should be zero, got "
    f"{_got}."
)
### END HIDDEN TESTS

# %% [markdown]
# ### Gradient descent, on real patients
#
# Three features, standardised: radius, texture, and "concave points", the share of the outline that is dented. The loop is the one that you wrote in *Gradient descent*. For the step size we need the largest curvature: since $p(1-p)\le\tfrac14$, it is at most
# $\beta = \lambda_{\max}(A^\top A)/(4n)$, and the step $1/\beta$ is safe.

# %%
three = columns("mean radius", "mean texture", "mean concave points")
A_three = add_intercept((X_train[:, three] - train_mean[three]) / train_std[three])


def gradient_descent(A, y, n_steps):
    """Return the weights after each step, shape (n_steps + 1, m), starting from zero."""
    step_size = 4 * len(y) / np.linalg.eigvalsh(A.T @ A).max()
    path = [np.zeros(A.shape[1])]
    for _ in range(n_steps):
        path.append(path[-1] - step_size * gradient(path[-1], A, y))
    return np.array(path)


gd_path = gradient_descent(A_three, y_train, 3000)
for _step in [0, 1, 10, 100, 1000, 3000]:
    print(
        f"step {_step:4d}: loss {cross_entropy(A_three @ gd_path[_step], y_train):.10f}, weights "
        f"{gd_path[_step].round(6)}"
    )

# %% [markdown]
# It works, and it is slow: after a hundred steps the last weight is 13 % short, and after a thousand its fifth decimal is still wrong. The safe step was computed for the steepest
# place, $p=\tfrac12$. As the model grows confident, the loss flattens, and the same step is far too timid. Correlated features make it worse.

# %% [markdown]
# ## 5. Newton: divide by the curvature
#
# Differentiate the gradient once more. Only $p$ depends on $w$, and $\sigma'=\sigma(1-\sigma)$, so the Hessian is
#
# $$ H(w) = \frac1n A^\top S A, \qquad S=\operatorname{diag}(s), \quad s_i = p_i(1-p_i), $$
#
# shape $(m,m)$ with $m=d+1$. For any $v$, $v^\top H v=\frac1n\sum_i s_i (Av)_i^2\ge0$: that is the convexity we claimed. **Newton's method** goes to the minimum of the local parabola:
#
# $$ w \leftarrow w - H(w)^{-1}\,\nabla L(w) . $$
#
# Each step is a weighted least-squares fit of $z_i + (y_i-p_i)/s_i$ on the rows of $A$, with weights $s_i = p_i(1-p_i)$ that count the patients in doubt most; hence the older name *iteratively reweighted least squares*, IRLS.
#
# The smallest example: an intercept and nothing else. The gradient is $\sigma(w_0)-\bar y$, the curvature $\sigma(w_0)(1-\sigma(w_0))$, and the answer is known: the log-odds of the base rate $\bar y$. **Predict:** how many steps to 15 digits?

# %%
_share = y_train.mean()
target = np.log(_share / (1 - _share))
w0 = 0.0
for _step in range(5):
    print(f"step {_step}: intercept {w0:.15f}, error {abs(w0 - target):.1e}")
    p0 = expit(w0)
    w0 -= (p0 - _share) / (p0 * (1 - p0))

# %% [markdown]
# Look at the exponents of the error: −2, −5, −11, and then rounding. Near the solution each step **doubles** the number of right digits, because it leaves only the part of the curve
# that a parabola cannot follow. Gradient descent gains a constant *factor* per step. That is the difference between eight steps and a thousand.

# %% [markdown]
# ### Exercise 4 · `newton_step` · ●●○ · 10 minutes
#
# Make one Newton step for the mean cross-entropy: from `w`, shape `(m,)`, the design matrix `A`, shape `(n, m)`, and the labels `y`, shape `(n,)`, return the **new weights**, shape `(m,)`. Leave `w` as it is. The
# tests use only cases in which $H$ can be inverted.
#
# $S$ is an $n\times n$ matrix of zeros with a diagonal. With a million patients it would fill eight terabytes. Never build it: for $n=2000$, $m=5$ your function has to stay below 8 MiB of extra memory.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Multiplying by a diagonal matrix from the left scales the rows. Broadcasting does that too.
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# $SA$ is `s[:, None] * A`. And do not invert $H$: solve $H\,\delta = \nabla L$ for the step $\delta$.
#
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# `H = A.T @ (s[:, None] * A) / len(y)`, then `np.linalg.solve(H, ...)`, and subtract it from `w`.
#
# </details>

# %% solution="newton_step"
def newton_step(w: np.ndarray, A: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the weights after one Newton step on the mean cross-entropy.

    >>> newton_step(np.zeros(1), np.ones((4, 1)), np.array([1, 1, 1, 0]))
    array([1.])
    """
    ### BEGIN SOLUTION
    p = sigmoid(A @ w)
    H = A.T @ ((p * (1 - p))[:, None] * A) / len(y)
    return w - np.linalg.solve(H, gradient(w, A, y))
    ### END SOLUTION

# %% tests="newton_step" name="step" points=3
_got = newton_step(np.zeros(1), np.ones((4, 1)), np.array([1, 1, 1, 0]))
_got = numbers(_got, "newton_step", (1,))
assert _got.shape == (1,) and abs(_got[0] - 1.0) < 1e-9, (
    "intercept only, from 0: gradient 0.5 - 0.75, curvature 0.25, so the new intercept is 1, "
    f"got {_got}: return w minus the step, not the step; is H divided by n, as the gradient is; "
    "and is the curvature p(1 - p)?"
)
_A, _y, _w = (
    add_intercept(np.array([[-1.0], [0.0], [1.0], [2.0]])),
    np.array([0, 1, 0, 1]),
    np.array([0.5, -1.0]),
)
_before = _w.copy()
_got = numbers(newton_step(_w, _A, _y), "newton_step", (2,))
assert _got.shape == (2,), f"expected the new weights, shape (2,), got shape {_got.shape}."
assert np.allclose(_got, [-0.8156369, 1.6312738], rtol=0, atol=1e-6), (
    "for x = [-1, 0, 1, 2], y = [0, 1, 0, 1], from [0.5, -1] expected [-0.8156369, 1.6312738], "
    f"got {_got}: "
    "is the curvature taken at w, and is the Hessian divided by n as the gradient is?"
)
assert np.array_equal(_w, _before), "your function changed its argument w: return new weights."
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(4)
for _n, _m in [(60, 3), (200, 7)]:
    _A, _w, _y = (
        add_intercept(_rng.normal(size=(_n, _m - 1))),
        0.5 * _rng.normal(size=_m),
        _rng.integers(0, 2, size=_n),
    )
    _p = expit(_A @ _w)
    _root = np.sqrt(_p * (1 - _p))
    _want = np.linalg.lstsq(_root[:, None] * _A, _root * (_A @ _w) + (_y - _p) / _root, rcond=None)[
        0
    ]
    _got = numbers(newton_step(_w, _A, _y), "newton_step", (_m,))
    assert np.allclose(_got, _want, rtol=0, atol=1e-8), (
        f"with {_n} patients and {_m} weights the step differs from the weighted least-squares "
        f"fit that it equals: {_got} against {_want}."
    )
    _scale = np.geomspace(0.01, 100, _m)
    _got_scaled = numbers(newton_step(_w / _scale, _A * _scale, _y), "newton_step", (_m,))
    assert np.allclose(_got_scaled * _scale, _want, rtol=0, atol=1e-6), (
        "a Newton step does not depend on the features' units, yours does: is the whole Hessian "
        "used, not only its diagonal?"
    )
### END HIDDEN TESTS

# %% tests="newton_step" name="no_square_matrix" points=1
_rng = np.random.default_rng(5)
_A, _y = add_intercept(_rng.normal(size=(2000, 4))), _rng.integers(0, 2, size=2000)
tracemalloc.start()
try:
    _got = numbers(newton_step(np.zeros(5), _A, _y), "newton_step", (5,))
    _peak = tracemalloc.get_traced_memory()[1] / 2**20
finally:
    tracemalloc.stop()
_want = np.linalg.lstsq(_A, 4 * (_y - 0.5), rcond=None)[0]
assert _got.shape == (5,) and np.corrcoef(_got, _want)[0, 1] > 0.9, (
    f"from zero the step should point along {_want}, got {_got}."
)
assert _peak < 8, (
    f"for 2000 patients the step took {_peak:.0f} MiB, allowed are 8: scale the rows of A by "
    "s[:, None], do not build diag(s)."
)

# %%
newton_path = [np.zeros(A_three.shape[1])]
for _ in range(9):
    newton_path.append(newton_step(newton_path[-1], A_three, y_train))
newton_path = np.array(newton_path)

best_loss = cross_entropy(A_three @ newton_path[-1], y_train)
gd_gap = np.array([cross_entropy(A_three @ w, y_train) for w in gd_path]) - best_loss
newton_gap = np.array([cross_entropy(A_three @ w, y_train) for w in newton_path]) - best_loss

fig, ax = plt.subplots(figsize=(7.5, 4), layout="constrained")
ax.plot(np.arange(len(gd_gap)), np.maximum(gd_gap, 1e-16), color=ORANGE, lw=2)
ax.plot(np.arange(len(newton_gap)), np.maximum(newton_gap, 1e-16), "o-", color=BLUE, lw=2)
ax.set_xscale("symlog", linthresh=10)
ax.set(
    yscale="log",
    ylim=(1e-16, 2),
    xlim=(0, 3000),
    xticks=[0, 2, 4, 6, 8, 10, 100, 1000],
    xticklabels=[0, 2, 4, 6, 8, 10, 100, 1000],
)
ax.set(
    xlabel="iteration (linear up to 10, then logarithmic)", ylabel="loss above the minimum (nats)"
)
ax.text(110, 3e-3, "gradient descent", color=ORANGE, ha="left")
ax.text(7.2, 3e-9, "Newton", color=BLUE)
ax.text(20, 3e-16, "rounding error", color=GREY)
ax.set_title("Newton: 8 steps. Gradient descent: over a thousand", fontweight="bold")
plt.show()

# %% [markdown]
# A Newton step costs more: building $H$ takes $nm^2$ operations and solving $m^3$. With 30 features this is nothing, with a million features it is impossible, and one uses
# L-BFGS, which scikit-learn does by default, or stochastic gradients. A bare Newton step can also overshoot when it starts far away, where all $s_i$ are nearly 0; start from zero, and let libraries guard the step with a line search.
#
# Does the professional's tool agree? In scikit-learn, `C=np.inf` means no penalty.

# %%
sklearn_model = LogisticRegression(C=np.inf, tol=1e-8).fit(A_three[:, 1:], y_train)
print("yours       :", newton_path[-1].round(5))
print("scikit-learn:", np.append(sklearn_model.intercept_, sklearn_model.coef_).round(5))

# %% [markdown]
# ## 6. What a coefficient says
#
# Raise $x_j$ by one and leave the rest alone: the logit rises by $w_j$, so the odds are **multiplied by** $e^{w_j}$, the **odds ratio**. Always by the same factor, whoever the patient is. The risk itself moves by different amounts:
#
# | odds × 5 | from risk | to odds | to risk |
# |---|---|---|---|
# | a rare case | 1 % | 5 : 99 | 4.8 % |
# | a coin flip | 50 % | 5 : 1 | 83.3 % |
# | nearly sure | 95 % | 95 : 1 | 99.0 % |
#
# So "odds ratio 5" does not mean "five times the risk". For rare events it nearly does; at 50 % five times the risk would be 250 %, and we know where that road leads.
#
# The second thing to mind is the unit. Our features were standardised, $(x_j-\mu_j)/\tau_j$ with standard deviation $\tau_j$, so $w_j$ belongs to a change of *one standard deviation*. A doctor
# asks about one unit of $x_j$, or five. **Predict:** is the odds ratio for one unit of radius ($\tau\approx3.5$, $w\approx2.1$) nearer to $e^{2.1}\approx 8$ or to 2?

# %% [markdown]
# ### Exercise 5 · `odds_ratio` and `new_risk` · ●○○ · 6 minutes
#
# **`odds_ratio(w, std, change)`**: all three are arrays of shape `(d,)`. `w` are the coefficients, without the intercept, of a model fitted on standardised features; `std` holds the features' standard deviations in original units; `change` holds a change of each feature in original
# units, positive, negative or zero. Return, shape `(d,)`, for each feature alone the factor by which its change multiplies the odds.
#
# **`new_risk(p, ratio)`**: `p`, array of shape `(k,)`, are risks strictly between 0 and 1, `ratio` is one positive number. Return, shape `(k,)`, the risks after the odds were multiplied by `ratio`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# How many standard deviations is a change of `change`? For `new_risk`, walk: risk → odds → new odds → new risk.
#
# </details>
# <details><summary>Hint 2: nearly the code</summary>
#
# The logit moves by $w_j\cdot\text{change}_j/\tau_j$. From odds $o$ back to risk: $p=o/(1+o)$.
#
# </details>

# %% solution="odds_ratio"
def odds_ratio(w: np.ndarray, std: np.ndarray, change: np.ndarray) -> np.ndarray:
    """Return the factor on the odds for a `change` of each feature, in original units.

    >>> odds_ratio(np.array([np.log(9.0)]), np.array([4.0]), np.array([2.0]))
    array([3.])
    """
    ### BEGIN SOLUTION
    return np.exp(w * change / std)
    ### END SOLUTION


def new_risk(p: np.ndarray, ratio: float) -> np.ndarray:
    """Return the risks after the odds belonging to the risks `p` were multiplied by `ratio`.

    >>> new_risk(np.array([0.5]), 3.0)
    array([0.75])
    """
    ### BEGIN SOLUTION
    odds = ratio * p / (1 - p)
    return odds / (1 + odds)
    ### END SOLUTION

# %% tests="odds_ratio" name="per_unit" points=1
_got = numbers(
    odds_ratio(np.array([np.log(9.0), -np.log(2.0)]), np.array([4.0, 0.5]), np.array([2.0, 1.0])),
    "odds_ratio",
    (2,),
)
assert _got.shape == (2,) and np.allclose(_got, [3.0, 0.25], rtol=1e-9, atol=0), (
    "w = [log 9, -log 2], std = [4, 0.5], change = [2, 1] is half a standard deviation and two "
    "of them: "
    f"expected sqrt(9) = 3 and 2**-2 = 0.25, got {_got}: count the change in standard "
    "deviations, then exponentiate."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(6)
_w, _std, _x, _change = (
    _rng.normal(size=5),
    _rng.uniform(0.2, 4, size=5),
    _rng.normal(size=5),
    _rng.normal(size=5),
)
_change[2] = 0.0
_odds = lambda x: np.exp(0.7 + np.sum(_w * (x - 1.5) / _std))
_want = np.array([_odds(_x + _change * unit) / _odds(_x) for unit in np.eye(5)])
_got = numbers(odds_ratio(_w, _std, _change), "odds_ratio", (5,))
assert _got.shape == (5,) and np.allclose(_got, _want, rtol=1e-9, atol=0), (
    f"on a random model of five features the odds change by the factors {_want}, got {_got}."
)
### END HIDDEN TESTS

# %% tests="odds_ratio" name="new_risk" points=1
_got = numbers(new_risk(np.array([0.01, 0.5, 0.95]), 5.0), "new_risk", (3,))
assert _got.shape == (3,) and np.allclose(_got, [5 / 104, 5 / 6, 95 / 96], rtol=1e-9, atol=0), (
    "risks 1 %, 50 %, 95 % with odds times 5 become 4.8 %, 83.3 %, 99.0 % (table above), got "
    f"{_got}: multiply the odds, not the risk."
)
### BEGIN HIDDEN TESTS
_p = np.linspace(0.001, 0.999, 50)
for _ratio in (0.2, 1.0, 37.0):
    _got = numbers(new_risk(_p, _ratio), "new_risk", (50,))
    assert _got.shape == (50,) and np.allclose(
        _got, expit(np.log(_p) - np.log1p(-_p) + np.log(_ratio)), rtol=1e-9, atol=0
    ), (
        f"odds times {_ratio} is the logit plus {np.log(_ratio):.3f}; the new risks do not agree "
        "with that."
    )
### END HIDDEN TESTS

# %%
changes = np.array([1.0, 1.0, 0.01])
_ratios = odds_ratio(newton_path[-1][1:], train_std[three], changes)
for column, _change, _ratio in zip(three, changes, _ratios):
    print(
        f"{feature_names[column]:19s} +{_change:<4g}: odds times {_ratio:.2f}; a risk of 20 % "
        f"becomes {new_risk(np.array([0.2]), _ratio)[0]:.0%}"
    )

# %% [markdown]
# "Leaving the rest alone" is a statement about the model, not about the world: radius and area cannot change one without the other. When features are correlated, single coefficients trade off against each other and can even
# change sign, while predictions stay the same. And nothing here says that radius *causes* anything.

# %% [markdown]
# ## 7. When the fit is too good: separable data and regularisation
#
# So far three features. Let us give Newton all thirty. **Predict:** more features, a better fit; what will the loss and the weights do?

# %%
A_full = add_intercept((X_train - train_mean) / train_std)
w = np.zeros(A_full.shape[1])
for _step in range(9):
    _z = A_full @ w
    print(
        f"step {_step}: loss {cross_entropy(_z, y_train):.4f}, largest weight "
        f"{np.abs(w).max():6.1f}, training errors {np.sum((_z > 0) != (y_train == 1))}"
    )
    w = newton_step(w, A_full, y_train)

# %% [markdown]
# The weights double and double, the training errors reach zero, and the loss creeps towards 0 and never arrives. (A few steps more and $H$ is singular.) Nothing is broken. In thirty dimensions a hyperplane
# separates the 426 training patients perfectly. Once $w$ separates them, $2w$ does too, with more confidence on every patient and a lower loss. **The minimum does not exist**; it lies at infinity. What a library returns then depends on when it lost patience.
#
# The cure is the one from ridge regression. Add a price on large weights:
#
# $$ J(w) = L(w) + \frac{\lambda}{2}\sum_{j=1}^{d} w_j^2, \qquad
#    \nabla J = \nabla L + \lambda\begin{pmatrix}0\\ w_1\\ \vdots\\ w_d\end{pmatrix}, \qquad
#    H_J = H + \lambda\,\operatorname{diag}(0,1,\dots,1). $$
#
# The sum starts at $j=1$. The intercept carries the base rate; there is no reason to pull that towards 50 %. Setting $\partial J/\partial w_0=0$ gives a fact worth testing: **with a free intercept the mean predicted risk on the training set equals the share of malignant patients**, for any $\lambda$.
#
# scikit-learn minimises $C\sum_i\ell_i+\tfrac12\lVert w\rVert^2$ instead: a sum, not a mean, and the knob on the other term. Divide by $nC$ and compare:
#
# $$ \lambda = \frac{1}{nC}, \qquad C=\frac{1}{n\lambda}. $$
#
# Its default, `C=1`, is a penalty that you did not ask for.

# %% [markdown]
# ### Exercise 6 · Mend `RiskModel` · ●●○ · 10 minutes
#
# The draft below went through review in ten seconds: "Newton, regularised, standardised, 95 % on the test set, ship it". Since then three complaints came in.
#
# > **Ticket 1.** With `lam=1` the model says that on average our *training* patients have a risk of 45.5 %. Of them 37.3 % are malignant.
# >
# > **Ticket 2.** The clinic sends one patient at a time. The answer is always `nan`. When two patients come together, the same patient gets a risk, but another one than in a batch of three.
# >
# > **Ticket 3.** A patient was shown "risk 58 %" and, next to it, "predicted: benign".
#
# Run the draft and reproduce the tickets. Then write `RiskModel` so that all three are closed.

# %%
class RiskModelDraft:
    def __init__(self, lam):
        self.lam = lam

    def fit(self, X, y):
        self.mean_, self.std_ = X.mean(axis=0), X.std(axis=0)
        A = add_intercept((X - self.mean_) / self.std_)
        self.w_ = np.zeros(A.shape[1])
        penalty = self.lam * np.ones(A.shape[1])
        for _ in range(NEWTON_STEPS):
            p = expit(A @ self.w_)
            grad = A.T @ (p - y) / len(y) + penalty * self.w_
            H = A.T @ ((p * (1 - p))[:, None] * A) / len(y) + np.diag(penalty)
            self.w_ = self.w_ - np.linalg.solve(H, grad)
        return self

    def decision_function(self, X):
        Z = (X - X.mean(axis=0)) / X.std(axis=0)
        return add_intercept(Z) @ self.w_

    def predict_proba(self, X):
        return expit(self.decision_function(X))

    def predict(self, X):
        return (self.decision_function(X) >= 0.5).astype(int)


_draft = RiskModelDraft(lam=1.0).fit(X_train, y_train)
print(f"test accuracy {np.mean(_draft.predict(X_test) == y_test):.1%}")
print(
    f"ticket 1: mean risk on the training set {_draft.predict_proba(X_train).mean():.1%}, "
    f"malignant {y_train.mean():.1%}"
)
print(
    f"ticket 2: patient 0 in a batch of 2: {_draft.predict_proba(X_test[:2])[0]:.3f}, of 3: "
    f"{_draft.predict_proba(X_test[:3])[0]:.3f}"
)
with np.errstate(invalid="ignore"):
    print(f"          patient 0 alone: {_draft.predict_proba(X_test[:1])[0]:.3f}")
_p, _label = _draft.predict_proba(X_test), _draft.predict(X_test)
print(
    f"ticket 3: risks above 50 % that are called benign: {_p[(_p > 0.5) & (_label == 0)].round(2)}"
)

# %% [markdown]
# The contract of `RiskModel`:
#
# - `fit(X, y)`: `X` raw features `(n, d)`, no column constant; `y` labels 0 and 1, `(n,)`; minimises $J$ on the features standardised with the training set's mean and standard deviation (`std` with `ddof=0`), for $\lambda$ = `lam` > 0, to at least six digits; the intercept is free. Keeps the weights of the standardised features, intercept first, in `self.w_`, shape `(d + 1,)`: the table at the end of this section reads them. Returns `self`.
# - `decision_function(X)`: logits, shape `(k,)`, of `k` new patients given by raw features, $k\ge1$.
# - `predict_proba(X)`: their risks of malignancy, shape `(k,)`. (scikit-learn's method of this name returns two columns; here it is one.)
# - `predict(X)`: integers, shape `(k,)`: 1 where the risk is at least 0.5, otherwise 0.
#
# A patient's answer must depend on nothing but the fitted model and that patient. Copy what is right from the draft; `expit` may stay, or use your `sigmoid`.
#
# <details><summary>Hint 1: where to look</summary>
#
# There is one mistake in `fit`, one in `decision_function`, one in `predict`. Each ticket points to one of them, in that order.
#
# </details>
# <details><summary>Hint 2: tickets 2 and 3</summary>
#
# What is the standard deviation of one patient? And which number is a probability of 0.5 on the scale of logits?
#
# </details>
# <details><summary>Hint 3: ticket 1</summary>
#
# Look at the formula for $\nabla J$: which entry of `penalty` has to be 0?
#
# </details>

# %% solution="risk_model"
class RiskModel:
    """Logistic regression on standardised features; the L2 penalty spares the intercept."""

    def __init__(self, lam: float):
        self.lam = lam

    def fit(self, X: np.ndarray, y: np.ndarray) -> "RiskModel":
        """Fit to raw features `X` (n, d) and labels `y` (n,) of 0 and 1, and return `self`."""
        ### BEGIN SOLUTION
        self.mean_, self.std_ = X.mean(axis=0), X.std(axis=0)
        A = add_intercept((X - self.mean_) / self.std_)
        self.w_ = np.zeros(A.shape[1])
        penalty = np.full(A.shape[1], self.lam)
        penalty[0] = 0
        for _ in range(NEWTON_STEPS):
            p = expit(A @ self.w_)
            grad = A.T @ (p - y) / len(y) + penalty * self.w_
            H = A.T @ ((p * (1 - p))[:, None] * A) / len(y) + np.diag(penalty)
            self.w_ = self.w_ - np.linalg.solve(H, grad)
        return self
        ### END SOLUTION

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        """Return the logits (k,) of the patients with raw features `X` (k, d)."""
        ### BEGIN SOLUTION
        return add_intercept((X - self.mean_) / self.std_) @ self.w_
        ### END SOLUTION

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """Return the risks (k,) of malignancy."""
        return expit(self.decision_function(X))

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Return 1 where the risk is at least 0.5, else 0, as integers (k,)."""
        ### BEGIN SOLUTION
        return (self.decision_function(X) >= 0).astype(int)
        ### END SOLUTION

# %% locked="risk_model_helpers"
def fitted(lam, X, y):
    """Return a new `RiskModel`, fitted to `X` and `y`."""
    return returned(RiskModel(lam=lam).fit(X, y), "RiskModel.fit", "self")


def logits_of(model, X):
    """Return the logits that `model` gives to the rows of `X`."""
    return numbers(model.decision_function(X), "RiskModel.decision_function", (len(X),))


def risks_of(model, X):
    """Return the risks that `model` gives to the rows of `X`; they are made of its logits."""
    logits_of(model, X)
    return numbers(model.predict_proba(X), "RiskModel.predict_proba", (len(X),))


def labels_of(model, X):
    """Return the labels that `model` gives to the rows of `X`."""
    kind = f"integers of shape {(len(X),)}"
    return np.asarray(returned(model.predict(X), "RiskModel.predict", kind))


# %% tests="risk_model" name="spares_the_intercept" points=2
_model = fitted(1.0, X_train, y_train)
assert isinstance(_model, RiskModel), f"fit should return self, got {type(_model).__name__}."
_got = risks_of(_model, X_train)
assert _got.shape == y_train.shape, (
    f"expected one risk per patient, shape {y_train.shape}, got {_got.shape}."
)
assert abs(_got.mean() - y_train.mean()) < 1e-4, (
    f"mean risk on the training set {_got.mean():.4f}, share of malignant patients "
    f"{y_train.mean():.4f}: is the intercept free of the penalty?"
)
_got = risks_of(fitted(0.01, X_train, y_train), X_train)[[7, 77, 104]]
_difference = np.abs(_got - [0.694836, 0.772994, 0.622814]).max()
assert _difference < 1e-4, (
    "with lam = 0.01 the training patients 7, 77 and 104 have risks 0.694836, 0.772994, 0.622814, "
    f"got {_got}, off by up to {_difference:.1e}. Off by less than 0.01: the fit stopped too early "
    "(more steps, or a smaller tolerance). Off by more: is lam used as in the formula for J?"
)
### BEGIN HIDDEN TESTS
for _rows, _lam in [(slice(None), 1e-2), (slice(0, 150), 1e-1), (slice(100, 400), 3.0)]:
    _X, _y = X_train[_rows], y_train[_rows]
    _Z = (_X - _X.mean(axis=0)) / _X.std(axis=0)
    _oracle = LogisticRegression(C=1 / (len(_y) * _lam), solver="newton-cholesky", tol=1e-8).fit(
        _Z, _y
    )
    _got = risks_of(fitted(_lam, _X, _y), _X)
    assert _got.shape == _y.shape, f"expected shape {_y.shape}, got {_got.shape}."
    _difference = np.abs(_got - _oracle.predict_proba(_Z)[:, 1]).max()
    assert _difference < 1e-4, (
        f"with {len(_y)} patients and lam = {_lam} the risks on the training set differ from "
        f"scikit-learn's with C = 1 / (n lam) by up to {_difference:.1e}: "
        "the penalty is lam / 2 times the squares of all weights but the intercept, beside the "
        "mean loss; or the fit stopped too early (six digits are asked: more steps, or a smaller "
        "tolerance)."
    )
### END HIDDEN TESTS

# %% tests="risk_model" name="one_patient_or_many" points=2
_model = fitted(1.0, X_train, y_train)
_together = risks_of(_model, X_test)
_single, _warned = run_recording(risks_of, _model, X_test[:1])
assert _single.shape == (1,), f"for one patient expected shape (1,), got {_single.shape}."
assert not _warned and abs(_single[0] - _together[0]) < 1e-9, (
    f"patient 0 has risk {_together[0]:.4f} in the batch and {_single[0]:.4f} alone: standardise "
    "with the training set's mean and standard deviation."
)
### BEGIN HIDDEN TESTS
assert np.std(_together) > 0.05, "all patients get nearly the same risk: the features are not used."
_got = risks_of(_model, np.vstack([X_train, X_test])[::-1])[::-1]
assert np.allclose(_got[len(X_train) :], _together, rtol=0, atol=1e-9), (
    "the test patients get other risks when training patients are in the same batch: a "
    "prediction may use only the fitted model and the patient's own row."
)
_ratio = logits_of(_model, X_test[3:5]) - logits_of(_model, X_test)[3:5]
assert np.allclose(_ratio, 0, rtol=0, atol=1e-9), (
    "decision_function gives other logits for a batch of two than for the whole test set."
)
### END HIDDEN TESTS

# %% tests="risk_model" name="threshold_is_one_half" points=2
_model = fitted(1.0, X_train, y_train)
_risk, _label = risks_of(_model, X_train), labels_of(_model, X_train)
assert _label.shape == _risk.shape and np.issubdtype(_label.dtype, np.integer), (
    f"expected integers of shape {_risk.shape}, got {_label.dtype} {_label.shape}."
)
assert np.array_equal(_label, (_risk >= 0.5).astype(int)), (
    f"{np.sum(_label != (_risk >= 0.5))} patients get a label that contradicts their risk: a "
    "risk of 0.5 is which logit?"
)
_tie = fitted(1.0, np.array([[-1.0], [1.0], [-1.0], [1.0]]), np.array([0, 0, 1, 1]))
_got = labels_of(_tie, np.array([[-1.0], [1.0], [-1.0], [1.0]]))
assert np.array_equal(_got, [1, 1, 1, 1]), (
    "a feature that says nothing leaves everybody at a risk of exactly 0.5, and at least 0.5 "
    f"means 1; got {_got}."
)
### BEGIN HIDDEN TESTS
for _lam in (0.3, 5.0):
    _model = fitted(_lam, X_train[:, :10], y_train)
    _risk, _label = risks_of(_model, X_train[:, :10]), labels_of(_model, X_train[:, :10])
    assert np.array_equal(_label, (_risk >= 0.5).astype(int)), (
        f"with lam = {_lam} labels and risks contradict each other: the threshold is a risk of 0.5."
    )
### END HIDDEN TESTS

# %% [markdown]
# The draft reached 95 % and was wrong in three ways. Accuracy on one batch sees none of them; a property (mean risk, single against batch, label against risk) sees each at once. Properties like these make good unit tests.
#
# Now see what $\lambda$ does, with two features, where we can look.

# %%
two = columns("mean radius", "mean texture")
fig, axes = plt.subplots(1, 3, figsize=(11, 4), sharex=True, sharey=True, layout="constrained")
radius, texture = np.meshgrid(np.linspace(6, 29, 150), np.linspace(9, 40, 150))
plane = np.column_stack([radius.ravel(), texture.ravel()])
for ax, lam in zip(axes, [0.001, 0.01, 0.1]):
    model = RiskModel(lam=lam).fit(X_train[:, two], y_train)
    risk = model.predict_proba(plane).reshape(radius.shape)
    ax.contourf(
        radius,
        texture,
        risk,
        levels=[0, 0.1, 0.5, 0.9, 1],
        colors=[BLUE, BLUE, RED, RED],
        alpha=0.13,
    )
    ax.contourf(radius, texture, risk, levels=[0, 0.1], colors=[BLUE], alpha=0.2)
    ax.contourf(radius, texture, risk, levels=[0.9, 1], colors=[RED], alpha=0.2)
    ax.contour(radius, texture, risk, levels=[0.5], colors="black", linewidths=2)
    ax.contour(
        radius, texture, risk, levels=[0.1, 0.9], colors="black", linewidths=1, linestyles="dashed"
    )
    for label, colour, marker, name in [(0, BLUE, "o", "benign"), (1, RED, "^", "malignant")]:
        ax.scatter(
            *X_train[y_train == label][:, two].T,
            s=14,
            color=colour,
            marker=marker,
            linewidths=0,
            alpha=0.7,
            label=name,
        )
    ax.set(title=f"λ = {lam}", xlabel="mean radius (image units)", xlim=(6, 29), ylim=(9, 40))
axes[0].set_ylabel("mean texture (grey levels)")
axes[2].legend(loc="upper right", frameon=True)
fig.suptitle(
    "A larger λ widens the zone of doubt, from a risk of 10 % to one of 90 %", fontweight="bold"
)
plt.show()

# %% [markdown]
# The black line, risk 0.5, is where the logit is 0: $b+w_1x_1+w_2x_2=0$. A logistic model's **decision boundary** is a straight line (in $d$ dimensions, a hyperplane), and the lines of equal risk are parallel to it. A curved border needs curved features, such as $x_1^2$ or $x_1x_2$, or another model.

# %%
print("     lam   largest |w|   training accuracy   test accuracy")
for lam in [1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0]:
    model = RiskModel(lam=lam).fit(X_train, y_train)
    _accuracies = [
        np.mean(model.predict(X) == y) for X, y in [(X_train, y_train), (X_test, y_test)]
    ]
    _w = np.asarray(getattr(model, "w_", [np.nan, np.nan]), dtype=float)  # nan: no w_ was kept
    print(
        f"{lam:8.4f}   {np.abs(_w[1:]).max():11.3f}   {_accuracies[0]:17.3f}   "
        f"{_accuracies[1]:13.3f}"
    )

# %% [markdown]
# All thirty features, and no divergence. At $\lambda=10$ the weights are so small that most risks lie between 30 % and 45 %, around the base rate of 37 %, hence below 50 %, and the model calls about 70 % of the malignant
# tumours benign. Which $\lambda$ to take is a question for cross-validation, and for later lessons; reading it off the test accuracies above would be cheating.

# %% [markdown]
# ## 8. More than two classes: softmax
#
# A digit is one of $K=10$. Give each class its own weights, a column of $W$, shape $(m, K)$, so that the logits of all $n$ images are $Z=AW$, shape $(n,K)$. Turn a row $z$ of logits into probabilities by exponentiating and dividing by the sum:
#
# $$ \operatorname{softmax}(z)_k = \frac{e^{z_k}}{\sum_{l=1}^K e^{z_l}} . $$
#
# Add the same number $c$ to every logit: numerator and denominator both gain a factor $e^c$, and nothing changes. **Softmax knows only differences of logits.** For $K=2$, $\operatorname{softmax}(0, z)=(1-\sigma(z),\,\sigma(z))$: the sigmoid is the special case. And shift invariance is the way out of overflow: subtract the row's largest logit first.
#
# **Predict** each of the three results before you run.

# %%
def naive_softmax(z):
    return np.exp(z) / np.exp(z).sum()


_z = np.array([2.0, 1.0, 0.0])
with np.errstate(over="ignore", invalid="ignore"):
    print("logits                  ", naive_softmax(_z).round(4))
    print("logits + 1000           ", naive_softmax(_z + 1000))
print("the same, less their max", naive_softmax(_z + 1000 - (_z + 1000).max()).round(4))
with np.errstate(divide="ignore"):
    print(
        "log of softmax(0, -1000):",
        np.log(naive_softmax(np.array([0.0, -1000.0]))),
        " should be [0, -1000]",
    )

# %% [markdown]
# The last line is the trap that remains after the shift: the probability has underflowed to 0, and its logarithm is gone. As before, stay with logarithms: $\log\operatorname{softmax}(z)_k = z_k - \log\sum_l e^{z_l}$, with the maximum taken out of the sum:
#
# $$ \log\sum_l e^{z_l} = M + \log\sum_l e^{z_l-M}, \qquad M=\max_l z_l . $$
#
# **Loss and gradient.** Image $i$ belongs to class $y_i\in\{0,\dots,K-1\}$, and $Y$ of shape $(n,K)$ has a 1 at $(i,y_i)$ and zeros elsewhere. The loss is again minus the log-probability of what really happened, and the gradient is again the error:
#
# $$ J(W) = -\frac1n\sum_{i=1}^n \log\operatorname{softmax}(Z_i)_{y_i} + \frac\lambda2\sum_{j=1}^{d}\sum_{k=1}^{K}W_{jk}^2, \qquad
#    \nabla J = \frac1n A^\top(P-Y) + \lambda\,W^{\setminus 0}, $$
#
# where $P$ holds the rows' softmax and $W^{\setminus0}$ is $W$ with its first row, the intercepts, set to zero.

# %% [markdown]
# ### Exercise 7 · `softmax_loss_and_gradient` · ●●● · 14 minutes
#
# Return the pair `(J, G)`: the loss, one number, and its gradient, shape `(m, K)`. Arguments: `W`, shape `(m, K)`, $K\ge2$; `A`, shape `(n, m)`, first column ones; `y`, integers from 0 to $K-1$, shape `(n,)`, where not every class has to occur; `lam` $\ge0$.
#
# - No overflow, no `-inf` and no warning, for logits up to $\pm10^5$, also when they differ by that much within a row or between rows.
# - The intercepts, row 0 of `W`, are free of the penalty. Leave `W` and `A` as they are.
#
# Use NumPy; `scipy.special.logsumexp`, imported above, is allowed. Afterwards your function trains a reader of handwritten digits.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Compute the matrix of log-probabilities, shape $(n,K)$, first. The loss picks from it one entry per row; `P` is its exponential.
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# `keepdims=True` keeps the row maxima as a column, so that they are subtracted row by row. `log_P[np.arange(n), y]` picks one entry per row.
#
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# `Z = Z - Z.max(axis=1, keepdims=True)`, then `log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))`. For $P-Y$, subtract 1 from $P$ at `[np.arange(n), y]`. For the penalty, which row of $W^{\setminus0}$ differs from `W`, and may your function write to `W`?
#
# </details>

# %% solution="softmax_regression"
def softmax_loss_and_gradient(
    W: np.ndarray, A: np.ndarray, y: np.ndarray, lam: float
) -> tuple[float, np.ndarray]:
    """Return the penalised mean cross-entropy of softmax(A @ W) and its gradient in `W`.

    >>> J, G = softmax_loss_and_gradient(np.zeros((1, 2)), np.ones((1, 1)), np.array([1]), 0.0)
    >>> round(float(J), 4)
    0.6931
    >>> G
    array([[ 0.5, -0.5]])
    """
    ### BEGIN SOLUTION
    n = len(y)
    Z = A @ W
    Z = Z - Z.max(axis=1, keepdims=True)
    log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    error = np.exp(log_P)
    error[np.arange(n), y] -= 1
    penalised = W.copy()
    penalised[0] = 0
    loss = -log_P[np.arange(n), y].mean() + lam / 2 * np.sum(penalised**2)
    return float(loss), A.T @ error / n + lam * penalised
    ### END SOLUTION

# %% locked="softmax_helpers"
def part_of(result, part):
    """Return the loss "J", as a float, or the gradient "G", as an array, from the pair `result`."""
    pair = returned(result, "softmax_loss_and_gradient", "the pair (J, G)")
    assert hasattr(pair, "__len__") and len(pair) == 2, (
        "softmax_loss_and_gradient should return two things, the pair (J, G), got "
        f"{type(pair).__name__}."
    )
    value = pair["JG".index(part)]
    assert value is not None, f"{part} of the pair (J, G) that you return is None: was it computed?"
    return float(value) if part == "J" else np.asarray(value, dtype=float)


# %% tests="softmax_regression" name="loss" points=2
_A, _W = np.ones((2, 1)), np.log(np.array([[1.0, 2.0, 5.0]]))
_got = part_of(softmax_loss_and_gradient(_W.copy(), _A, np.array([2, 0]), 0.0), "J")
_want = -(np.log(5 / 8) + np.log(1 / 8)) / 2
assert abs(_got - _want) < 1e-9, (
    f"logits [log 1, log 2, log 5] give 1/8, 2/8, 5/8; for classes 2 and 0 expected {_want:.4f}, "
    f"got {_got:.4f}: "
    "normalise each row, take the log-probability of its own class, and the mean over rows."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(7)
for _n, _m, _K in [(30, 4, 3), (6, 2, 2), (4, 3, 7)]:
    _A, _W, _y = (
        add_intercept(_rng.normal(size=(_n, _m - 1))),
        _rng.normal(size=(_m, _K)),
        _rng.integers(0, _K, size=_n),
    )
    _Z = _A @ _W
    _want = float(np.mean(logsumexp(_Z, axis=1) - _Z[np.arange(_n), _y]))
    _got = part_of(softmax_loss_and_gradient(_W.copy(), _A, _y, 0.0), "J")
    assert abs(_got - _want) < 1e-9, (
        f"with {_n} rows and {_K} classes expected the loss {_want:.6f}, got {_got:.6f}."
    )
    _shifted = _W + _rng.normal(size=(_m, 1))
    _got = part_of(softmax_loss_and_gradient(_shifted, _A, _y, 0.0), "J")
    assert abs(_got - _want) < 1e-9, (
        "adding the same vector to the weights of every class changed the loss; softmax knows "
        "only differences."
    )
### END HIDDEN TESTS

# %% tests="softmax_regression" name="gradient" points=2
_A, _W = np.ones((2, 1)), np.log(np.array([[1.0, 2.0, 5.0]]))
_got = part_of(softmax_loss_and_gradient(_W.copy(), _A, np.array([2, 0]), 0.0), "G")
assert _got.shape == (1, 3), f"the gradient has the shape of W, (1, 3), got {_got.shape}."
assert np.allclose(_got, [[-3 / 8, 2 / 8, 1 / 8]], rtol=0, atol=1e-9), (
    "probabilities [1/8, 2/8, 5/8] in both rows, classes 2 and 0: expected [[-3/8, 2/8, 1/8]], "
    f"got {_got}: A.T @ (P - Y) / n."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(8)
for _n, _m, _K in [(30, 4, 3), (5, 3, 2), (4, 2, 6)]:
    _A, _W, _y = (
        add_intercept(_rng.normal(size=(_n, _m - 1))),
        _rng.normal(size=(_m, _K)),
        _rng.integers(0, _K, size=_n),
    )
    _loss = lambda v, A=_A, y=_y, s=_W.shape: float(
        np.mean(logsumexp(A @ v.reshape(s), axis=1) - (A @ v.reshape(s))[np.arange(len(y)), y])
    )
    _want = np.array(
        [(_loss(_W.ravel() + h) - _loss(_W.ravel() - h)) / 2e-5 for h in 1e-5 * np.eye(_m * _K)]
    ).reshape(_m, _K)
    _got = part_of(softmax_loss_and_gradient(_W.copy(), _A, _y, 0.0), "G")
    assert _got.shape == (_m, _K), f"the gradient has the shape of W, {(_m, _K)}, got {_got.shape}."
    assert np.allclose(_got, _want, rtol=0, atol=1e-7), (
        f"with {_n} rows and {_K} classes the gradient differs from central differences of the "
        "loss."
    )
    assert np.allclose(_got.sum(axis=1), 0, rtol=0, atol=1e-9), (
        "each row of the gradient sums to zero, for a common shift changes nothing; yours does not."
    )
### END HIDDEN TESTS

# %% tests="softmax_regression" name="stability" points=2
_A, _W = np.ones((1, 1)), np.array([[0.0, 1000.0]])
_got, _warned = run_recording(softmax_loss_and_gradient, _W.copy(), _A, np.array([0]), 0.0)
_loss_got, _got = part_of(_got, "J"), part_of(_got, "G")
assert not _warned, (
    f"for the logits [0, 1000] NumPy warned: {_warned[0]}. Subtract the row's maximum, and do "
    "not take the logarithm of a probability."
)
assert abs(_loss_got - 1000) < 1e-6, (
    f"logits [0, 1000] and class 0 cost 1000 nats, got {_loss_got}."
)
assert np.allclose(_got, [[-1, 1]], rtol=0, atol=1e-9), (
    f"their gradient is [[-1, 1]], got {_got}."
)
_A, _W = np.array([[1.0, 1e5], [1.0, -1e5]]), np.array([[0.0, np.log(2.0)], [1.0, 1.0]])
_got, _warned = run_recording(softmax_loss_and_gradient, _W.copy(), _A, np.array([0, 1]), 0.0)
_loss_got, _got = part_of(_got, "J"), part_of(_got, "G")
assert not _warned, (
    f"for one row of logits near 1e5 and one near -1e5 NumPy warned: {_warned[0]}. Subtract from "
    "each row its own maximum, kept as a column by keepdims=True."
)
assert abs(_loss_got - np.log(9 / 2) / 2) < 1e-6, (
    "logits [1e5, 1e5 + log 2] and [-1e5, -1e5 + log 2], classes 0 and 1: both rows have the "
    f"probabilities 1/3 and 2/3, so the loss is (log 3 + log 1.5) / 2 = 0.7520, got {_loss_got}."
)
assert np.allclose(_got[0], [-1 / 6, 1 / 6], rtol=0, atol=1e-6), (
    f"the gradient in their intercepts is [-1/6, 1/6], got {_got[0]}."
)
### BEGIN HIDDEN TESTS
_A = np.array([[1.0, 1e5], [1.0, -1e5], [1.0, 0.0]])
_W = np.array([[0.0, np.log(2.0), np.log(3.0)], [1.0, 1.0, 1.0]])
_got, _warned = run_recording(softmax_loss_and_gradient, _W.copy(), _A, np.array([0, 1, 2]), 0.0)
_loss_got, _got = part_of(_got, "J"), part_of(_got, "G")
assert not _warned, (
    "NumPy warned where one row's logits are near 1e5 and another's near -1e5: every row needs "
    "its own maximum."
)
assert abs(_loss_got - np.log(6 * 3 * 2) / 3) < 1e-6, (
    f"rows of logits near 1e5, -1e5 and 0 should cost {np.log(36) / 3:.4f} nats, got "
    f"{_loss_got}: every row needs its own maximum."
)
assert np.allclose(_got[0], (np.array([3, 6, 9]) / 6 - 1) / 3, rtol=0, atol=1e-6), (
    "the gradient is wrong where one row's logits are near 1e5 and another's near -1e5."
)
### END HIDDEN TESTS

# %% tests="softmax_regression" name="penalty" points=2
_A, _y = add_intercept(np.array([[0.5], [-1.0], [2.0]])), np.array([0, 1, 1])
_W = np.array([[3.0, -2.0], [1.0, -4.0]])
_before = _W.copy()
_plain, _penalised = [softmax_loss_and_gradient(_W, _A, _y, _lam) for _lam in (0.0, 0.2)]
assert np.array_equal(_W, _before), (
    f"your function changed W from {_before.tolist()} to {_W.tolist()}: work on a copy."
)
_got = part_of(_penalised, "J") - part_of(_plain, "J")
assert abs(_got - 1.7) < 1e-9, (
    f"lam = 0.2 and slopes [1, -4] add 0.1 * (1 + 16) = 1.7 to the loss, got {_got}: half of "
    "lam, and the intercepts [3, -2] do not count."
)
_got = part_of(_penalised, "G") - part_of(_plain, "G")
assert np.allclose(_got, [[0, 0], [0.2, -0.8]], rtol=0, atol=1e-9), (
    f"the penalty adds [[0, 0], [0.2, -0.8]] to the gradient, got {_got}."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(9)
_A, _W, _y = (
    add_intercept(_rng.normal(size=(12, 4))),
    _rng.normal(size=(5, 3)),
    _rng.integers(0, 3, size=12),
)
_A_before, _W_before = _A.copy(), _W.copy()
_plain, _penalised = [softmax_loss_and_gradient(_W, _A, _y, _lam) for _lam in (0.0, 1.7)]
assert np.array_equal(_A, _A_before) and np.array_equal(_W, _W_before), (
    "your function changed one of its arguments."
)
_got = part_of(_penalised, "J") - part_of(_plain, "J")
assert abs(_got - 0.85 * np.sum(_W_before[1:] ** 2)) < 1e-9, (
    "on random weights the penalty is not lam / 2 times the squares of all weights outside row 0."
)
_got = part_of(_penalised, "G") - part_of(_plain, "G")
assert np.allclose(_got, 1.7 * np.vstack([np.zeros(3), _W_before[1:]]), rtol=0, atol=1e-9), (
    "on random weights the gradient of the penalty is not lam * W with row 0 set to zero."
)
### END HIDDEN TESTS

# %% [markdown]
# ### Ten classes, real handwriting
#
# 1797 images of 8 × 8 pixels (*Optical Recognition of Handwritten Digits*, Alpaydin and Kaynak, UCI, CC BY 4.0; scikit-learn carries its test part). With $65\times10$ weights a full Newton step would solve a system of 650
# equations; L-BFGS needs only your loss and gradient.

# %%
digits = load_digits()
D_train, D_test, t_train, t_test = train_test_split(
    digits.data / 16, digits.target, test_size=0.25, random_state=0, stratify=digits.target
)
DIGIT_LAM = 1e-3


def fit_softmax(X, y, n_classes, lam):
    A = add_intercept(X)
    shape = (A.shape[1], n_classes)

    def objective(v):
        loss, grad = softmax_loss_and_gradient(v.reshape(shape), A, y, lam)
        return loss, grad.ravel()

    result = minimize(
        objective,
        np.zeros(shape).ravel(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 2000, "gtol": 1e-7, "ftol": 1e-15},
    )
    return result.x.reshape(shape), result.nit


W_digits, n_iterations = fit_softmax(D_train, t_train, 10, DIGIT_LAM)
reference = LogisticRegression(C=1 / (len(t_train) * DIGIT_LAM), tol=1e-7, max_iter=2000).fit(
    D_train, t_train
)

guess = np.argmax(add_intercept(D_test) @ W_digits, axis=1)
print(
    f"{n_iterations} iterations; test accuracy: yours {np.mean(guess == t_test):.3f}, "
    f"scikit-learn's {reference.score(D_test, t_test):.3f}"
)
print(f"largest difference of a weight: {np.abs(W_digits[1:] - reference.coef_.T).max():.1e}")

# %%
fig, axes = plt.subplots(2, 5, figsize=(9, 4.2), layout="constrained")
limit = np.abs(W_digits[1:]).max()
for k, ax in enumerate(axes.flat):
    image = ax.imshow(W_digits[1:, k].reshape(8, 8), cmap="PuOr", vmin=-limit, vmax=limit)
    ax.set_title(f"class {k}")
    ax.axis("off")
fig.colorbar(image, ax=axes, shrink=0.8, label="weight (logit per full ink)")
fig.suptitle("Where ink speaks for a digit (violet) and against it (orange)", fontweight="bold")
plt.show()

# %% [markdown]
# The zero is the easiest to read: ink in the centre speaks against it. A linear model of ten columns, trained in a second, reads about 97 of 100 digits. Keep that number in mind: a neural network that beats it has earned its keep.
#
# Last, the borders of a softmax model. Classes $k$ and $l$ tie where $z_k=z_l$, which is a linear equation: between any two classes the border is straight. Three species of iris (Fisher, 1936; UCI, CC BY 4.0), two features:

# %%
iris = load_iris()
petals = iris.data[:, 2:]
W_iris, _ = fit_softmax(petals, iris.target, 3, 1e-3)
length, width = np.meshgrid(np.linspace(0.5, 7.3, 300), np.linspace(-0.1, 2.8, 300))
winner = np.argmax(
    add_intercept(np.column_stack([length.ravel(), width.ravel()])) @ W_iris, axis=1
).reshape(length.shape)

fig, ax = plt.subplots(figsize=(7, 4.2), layout="constrained")
ax.contourf(
    length, width, winner, levels=[-0.5, 0.5, 1.5, 2.5], colors=[BLUE, ORANGE, GREEN], alpha=0.2
)
for k, (colour, marker) in enumerate([(BLUE, "o"), (ORANGE, "s"), (GREEN, "^")]):
    ax.scatter(
        *petals[iris.target == k].T,
        s=28,
        color=colour,
        marker=marker,
        edgecolor="white",
        linewidths=0.5,
    )
for (_x, _y), name in zip([(1.9, 0.6), (3.0, 1.75), (5.3, 2.65)], iris.target_names):
    ax.text(_x, _y, str(name), fontsize=12)
ax.set(xlabel="petal length (cm)", ylabel="petal width (cm)", xlim=(0.5, 7.3), ylim=(-0.1, 2.8))
ax.set_title("Softmax cuts the plane by straight lines", fontweight="bold")
plt.show()

# %% [markdown]
# ## What you can do now
#
# - ✓ **Sigmoid, cross-entropy and softmax for every logit.** The same care stands behind `BCEWithLogitsLoss` and `CrossEntropyLoss` in PyTorch; when a loss turns `nan`, you know where to look.
# - ✓ **The gradient is the error, $A^\top(p-y)/n$,** and Newton needs a handful of steps. Credit and risk models with tens of features are fitted just so; the same $p-y$ is what flows back into a neural network.
# - ✓ **A coefficient is a change of log-odds.** This is how one explains a score to a doctor, a customer or a regulator.
# - ✓ **Regularise, spare the intercept, convert $\lambda = 1/(nC)$,** and test properties, not only accuracy. Most faults of a model in service look like the three tickets.
# - ✓ **Many classes.** Logistic regression on good features is the baseline to beat in every classification project.
#
# **Go further**
#
# - scikit-learn's user guide, *Linear Models*, section on logistic regression: which solver to take for which problem, and L1 and elastic-net penalties.
# - Deisenroth, Faisal and Ong, *Mathematics for Machine Learning*, chapters 5 and 7: the gradients and the convex optimisation that were used here, with proofs.
# - Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, section 4.4: Newton as iteratively reweighted least squares, and standard errors for coefficients, which we left out.
# - J. Berkson, "Application of the logistic function to bio-assay", *Journal of the American Statistical Association*, 1944: the paper that gave the logit its name, and still readable.
