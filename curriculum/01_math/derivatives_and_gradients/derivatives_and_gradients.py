# ---
# title: Derivatives and gradients
# minutes: 110
# difficulty: 2
# prerequisites: [vectors_and_matrices]
# summary: Build a gradient checker, learn which step it needs and why, and find with it what a review and a falling loss have missed.
# proves:
#   math.derivatives: [central_difference, error_model, directional_derivative]
#   math.gradients: [numerical_gradient, jacobian_and_taylor, compare_gradients, mend_gradient]
# ---

# %% [markdown]
# # Derivatives and gradients
#
# A colleague has written a model that predicts how far a patient's diabetes has advanced after a year, and, by hand, the gradient of its loss:
# eleven derivatives that say how to change eleven parameters. The code has been reviewed. The gradient was compared
# with a numerical one at the starting point and agreed in nine digits. In training the loss falls, in each of 300 steps, and
# then settles. Everybody is content.
#
# **The gradient is wrong in three places.** Run the next three cells and see how little of it shows.

# %% locked="imports"
import warnings
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from unittest.mock import patch

import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.optimize import approx_fprime, minimize
from sklearn.datasets import load_diabetes

plt.rcParams.update(
    {
        "figure.dpi": 110,
        "font.size": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "legend.frameon": False,
    }
)
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6B7280"

# %% locked="model_under_suspicion"
diabetes = load_diabetes()
X_patients = diabetes.data / diabetes.data.std(axis=0)  # (442, 10), mean 0, standard deviation 1
y_patients = diabetes.target / 100  # (442,), progression in hundreds of points
parameter_names = ["intercept", *diabetes.feature_names]


def robust_loss(
    theta: np.ndarray, X: np.ndarray, y: np.ndarray, lam: float = 0.5, delta: float = 1.0
) -> float:
    """Return the loss for theta = (b, w_1, ..., w_d), X of shape (n, d) and y of shape (n,)."""
    b, w = theta[0], theta[1:]
    residuals = np.exp(b + X @ w) - y
    data_term = np.mean(delta**2 * (np.sqrt(1 + (residuals / delta) ** 2) - 1))
    return float(data_term + lam / 2 * w @ w)


def suspect_gradient(
    theta: np.ndarray, X: np.ndarray, y: np.ndarray, lam: float = 0.5, delta: float = 1.0
) -> np.ndarray:
    """Return the colleague's gradient of `robust_loss` with respect to theta, shape (d + 1,)."""
    b, w = theta[0], theta[1:]
    y_hat = np.exp(b + X @ w)
    residuals = y_hat - y
    pull = residuals / np.sqrt(1 + residuals**2 / delta)
    grad_b = np.mean(pull * y_hat)
    grad_w = X.T @ pull / len(y)
    return np.concatenate([[grad_b], grad_w]) + lam * theta


def descend(gradient: Callable, n_steps: int = 300, lr: float = 0.1):
    """Take small steps against the gradient, from zero; return the parameters and all losses."""
    theta = np.zeros(11)
    losses = [robust_loss(theta, X_patients, y_patients)]
    for _ in range(n_steps):
        theta = theta - lr * gradient(theta, X_patients, y_patients)
        losses.append(robust_loss(theta, X_patients, y_patients))
    return theta, np.array(losses)


# %%
theta_suspect, losses_suspect = descend(suspect_gradient)
print(f"the loss fell in {np.sum(np.diff(losses_suspect) < 0)} of {len(losses_suspect) - 1} steps")

_, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(losses_suspect, color=ORANGE)
ax.set(xlabel="step", ylabel="loss", ylim=(0, None))
ax.set_title("A wrong gradient may train, and look healthy")
plt.show()

# %% [markdown]
# The model is $\hat y = e^{\,b + \mathbf{w}^\top \mathbf{x}}$: each measurement multiplies the predicted progression by a factor. The loss
# is nearly quadratic for small residuals $r = \hat y - y$ and nearly linear for large ones, so that a few odd patients cannot dominate, and it adds a
# penalty on large weights:
#
# $$L(b, \mathbf{w}) = \frac1n \sum_{i=1}^n \rho(\hat y_i - y_i) + \frac{\lambda}{2} \lVert\mathbf{w}\rVert^2,
# \qquad \rho(r) = \delta^2\Big(\sqrt{1 + (r/\delta)^2} - 1\Big).$$
#
# The data are scikit-learn's *diabetes* (442 patients, 10 measurements; Efron, Hastie, Johnstone and Tibshirani, 2004; part of scikit-learn, BSD licence).
# Progression is a score between 25 and 346 points; we count in hundreds.
#
# What does the fault cost? Look at the average patient, and ask scipy's BFGS, an optimiser that follows the gradient it is given.

# %%
predicted = np.exp(theta_suspect[0] + X_patients @ theta_suspect[1:])
print(f"average progression: {100 * y_patients.mean():.0f} points")
print(f"average prediction:  {100 * predicted.mean():.0f} points")

answer = minimize(
    robust_loss, np.zeros(11), args=(X_patients, y_patients), jac=suspect_gradient, method="BFGS"
)
print("scipy says:", answer.message)

# %% [markdown]
# Twelve points too low on average, and no curve shows why. Scipy's message sounds like rounding. Often it means: *the gradient that you gave me is not the
# gradient of the function that you gave me*.
#
# In this lesson you build the tool that finds such faults in a second and names the guilty parameter. You will use it for as long as you
# write gradients, custom losses or layers.
#
# **You will be able to**
#
# 1. approximate a derivative, and predict how wrong the approximation is;
# 2. compute the gradient of any function of many variables, with a step that suits each variable;
# 3. find the slope in any direction, and say which direction is the steepest;
# 4. compute a Jacobian and a Hessian, and predict a function nearby from them;
# 5. check a gradient, name its worst component, and mend it.
#
# **Before this:** [Vectors and matrices](../vectors_and_matrices/vectors_and_matrices.ipynb), and the rules of differentiation from
# school (product, chain, $e^x$). **Not here:** how a machine applies the chain rule to a whole program
# (*Backpropagation*), and how to step well (*Gradient descent*).

# %% [markdown]
# ### Warm-up
#
# 1. $\mathbf{g} = (3, 4)$. Which vector $\mathbf{u}$ of length 1 makes $\mathbf{g}^\top\mathbf{u}$ as large as possible, and how large is it then?
#
# <details><summary>Answer</summary>
# $\mathbf{g}^\top\mathbf{u} = \lVert\mathbf{g}\rVert \cos\varphi$, with $\varphi$ the angle between them. It is largest for $\varphi = 0$:
# $\mathbf{u} = (0.6, 0.8)$, with the value $\lVert\mathbf{g}\rVert = 5$. Today that becomes a statement about slopes.
# </details>
#
# 2. $\mathbf{A}$ has shape $3 \times 2$, and $\mathbf{e}_2 = (0, 1)$. What is $\mathbf{A}\mathbf{e}_2$?
#
# <details><summary>Answer</summary>
# The second column of $\mathbf{A}$: a matrix's columns are what it makes of the unit vectors. A Jacobian is measured in just this way, column by column.
# </details>
#
# 3. Differentiate $\log(1 + e^x)$.
#
# <details><summary>Answer</summary>
# Chain rule: $\dfrac{1}{1 + e^x} \cdot e^x = \dfrac{1}{1 + e^{-x}}$. This function is called softplus, its derivative the sigmoid. You will meet both in most
# of your models, and softplus is our guinea pig in the next two sections.
# </details>

# %% [markdown]
# ## 1 · A limit that a computer cannot take
#
# The derivative is the slope of the graph at one point: the slope of a line through two points of it, as the second one slides into the first,
#
# $$f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}.$$
#
# A program cannot slide. It can only choose a small step $h$ and stop there: the **forward difference**. By the definition, smaller is better. The
# cell below tries five steps on softplus at $x = 1$, where we know the truth.
#
# **Predict before you run:** which of the five steps comes closest?


# %% locked="guinea_pig"
EPS = float(np.finfo(float).eps)  # 2.2e-16, the spacing of doubles near 1


def softplus(x):
    """Return log(1 + exp(x)); works for floats, arrays and complex numbers."""
    return np.log1p(np.exp(x))


def softplus_derivatives(x: float) -> tuple[float, float, float]:
    """Return the first three derivatives of softplus at x, from the formulas."""
    s = 1 / (1 + np.exp(-x))
    return s, s * (1 - s), s * (1 - s) * (1 - 2 * s)


def forward_difference(f: Callable[[float], float], x: float, h: float) -> float:
    """Return the slope of f between x and x + h."""
    return (f(x + h) - f(x)) / h


# %%
truth, _, _ = softplus_derivatives(1.0)
for h in (1e-2, 1e-5, 1e-8, 1e-11, 1e-14):
    slope = forward_difference(softplus, 1.0, h)
    print(f"h = {h:.0e}:  {slope:.12f}   error {abs(slope - truth):.1e}")

# %% [markdown]
# The middle one. As $h$ shrinks, the error falls, and then it *rises* again: with $h = 10^{-14}$ only two digits are left. Section 2 says why, and where the
# turning point is. First, a better formula at no greater price.
#
# The line through $x$ and $x + h$ leans to one side. Take one point on either side instead, and the leaning
# cancels. This is the **central difference**:
#
# $$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}.$$

# %% [markdown]
# ### Exercise 1 · Central difference   ●○○ 4 minutes
#
# `central_difference(f, x, h)` takes a function of one number, a number `x` and a step `h > 0`, and returns the central difference as above, a
# number. (In all exercises, NumPy's numbers, such as `np.float64(6.0)`, are as good as Python's.)
#
# <details><summary>Hint 1</summary>
# Change <code>forward_difference</code>. How far apart are the two points now?
# </details>
# <details><summary>Hint 2</summary>
# The points are $x + h$ and $x - h$, so their distance is $2h$. Mind Python's precedence: <code>/ 2 * h</code> multiplies by $h$.
# </details>


# %% solution="central_difference"
def central_difference(f: Callable[[float], float], x: float, h: float) -> float:
    """Return the slope of f between x - h and x + h.

    >>> central_difference(lambda x: x**2, 3.0, 0.5)
    6.0
    """
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %% locked="test_helpers"
def error_from(function: Callable, *args) -> str:
    """Return the name of the exception that `function(*args)` raises, or "no error"."""
    try:
        quietly(function, *args)
    except NotImplementedError:
        raise
    except ValueError:  # also one of its subclasses
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return "no error"


def quietly(function: Callable, *args):
    """Return `function(*args)`, without warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*args)


def returned(function: Callable, *args, hint: str = ""):
    """Return `function(*args)`; refuse None, an error, and a change to the arrays handed over."""
    kept = deepcopy(args)
    try:
        result = quietly(function, *args)
    except (TypeError, ValueError) as error:
        given = ", ".join(str(a) for a in kept if not callable(a))
        raise AssertionError(
            f"{function.__name__} stopped with the {type(error).__name__} '{error}' for {given}. {hint}".strip()
        ) from error
    for now, before in zip(args, kept):
        assert not isinstance(now, np.ndarray) or np.array_equal(now, before, equal_nan=True), (
            f"{function.__name__} changed an array that it was given, {before} to {now}, by up to "
            f"{np.abs(now.ravel() - before.ravel()).max():.0e}: work on a copy."
        )
    assert result is not None, f"{function.__name__} returned None: is the return missing?"
    return result


def number_from(function: Callable, *args) -> float:
    """Return `function(*args)`, which must be one real number."""
    result = np.asarray(returned(function, *args))
    assert not np.iscomplexobj(result), (
        f"{function.__name__} returned {result}, a complex number: the root of a negative one? Take "
        "sizes, without signs."
    )
    assert result.shape == () and result.dtype.kind in "fiu", (
        f"{function.__name__} should return one number, got {result!r}."
    )
    return float(result)


def array_from(function: Callable, *args, shape: tuple[int, ...], hint: str = "") -> np.ndarray:
    """Return `function(*args)`, which must be a float array of this shape."""
    result = returned(function, *args, hint=hint)
    kind = "single number" if np.isscalar(result) else type(result).__name__
    assert isinstance(result, np.ndarray) and result.dtype.kind == "f", (
        f"{function.__name__} should return a float array, got a {kind} of type "
        f"{getattr(result, 'dtype', type(result).__name__)}. {hint}"
    )
    assert result.shape == shape, (
        f"{function.__name__} should return an array of shape {shape}, got the shape {result.shape}."
    )
    return result.astype(float)


def off_by(got: np.ndarray, want: np.ndarray) -> str:
    """Say how far off measured derivatives are, and what is mostly the reason for so much."""
    worst = np.abs(got - want).max()
    if worst < 1e-3:
        return (
            f"off by up to {worst:.1e}. Errors so small are those of a one-sided difference, of "
            "float32, of steps that are not from steps_for, or of a nudge that was not put back."
        )
    return (
        f"off by up to {worst:.1e}: is one entry nudged at a time, up and down, is it back before the "
        "next one, and is the difference divided by twice its step?"
    )


# %% tests="central_difference" name="value" points=2
_got = number_from(central_difference, lambda x: x**2, 3.0, 0.5)
assert abs(_got - 6.0) < 1e-12, (
    f"for x ** 2 at x = 3 with h = 0.5 expected (12.25 - 6.25) / 1 = 6, got {_got}: which two "
    "points, how far apart are they, and is h the one that was given?"
)
_got = number_from(central_difference, softplus, 1.0, 1e-5)
assert abs(_got - softplus_derivatives(1.0)[0]) < 1e-9, (
    f"for softplus at x = 1 with h = 1e-5 expected 0.7310585786, got {_got:.10f}."
)
### BEGIN HIDDEN TESTS
for _x, _h in ((0.0, 0.1), (-2.0, 0.5), (1.5, 2.0), (3.0, 0.01)):
    _got = number_from(central_difference, lambda x: x**3, _x, _h)
    _want = 3 * _x**2 + _h**2
    assert abs(_got - _want) < 1e-9, (
        f"for x ** 3 at x = {_x} with h = {_h} the central difference is 3 x² + h² = {_want}, got "
        f"{_got}: use the points x + h and x - h, with the h that was given."
    )
_got = number_from(central_difference, lambda x: x**3, 0.0, 1e-10)
assert abs(_got / 1e-20 - 1) < 1e-6, (
    f"for x ** 3 at x = 0 with h = 1e-10 the central difference is h² = 1e-20, got {_got}: neither "
    "round the result nor change h."
)
_got = number_from(central_difference, lambda x: 7.0 - 2.0 * x, 5, 0.25)
assert abs(_got + 2.0) < 1e-12, f"a straight line falling by 2 has the slope -2 everywhere, got {_got}."
### END HIDDEN TESTS

# %%
for h in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7):
    e_forward = abs(forward_difference(softplus, 1.0, h) - truth)
    e_central = abs(central_difference(softplus, 1.0, h) - truth)
    print(f"h = {h:.0e}:  forward {e_forward:.1e}   central {e_central:.1e}")

# %% [markdown]
# Read the columns downward. Ten times smaller a step makes the forward error ten times smaller, the central error *a hundred* times: it goes with $h^2$.
# At $h = 10^{-4}$ that is nearly five digits better, for the same two evaluations. But the central column also turns round, and sooner.

# %% [markdown]
# ## 2 · Two errors at war
#
# **Truncation** is the price for not taking the limit. Taylor's theorem writes a smooth function near $x$ as
#
# $$f(x \pm h) = f(x) \pm h f'(x) + \tfrac{h^2}{2} f''(x) \pm \tfrac{h^3}{6} f'''(x) + \dots$$
#
# Put that into the forward difference: what is left beside $f'(x)$ is about $\tfrac{h}{2} f''(x)$. It shrinks with $h$.
#
# **Rounding** is the price for computing with 16 digits. We assume that each of the two values of $f$ is off by up to $\varepsilon\lvert f(x)\rvert$, where $\varepsilon \approx 2.2\cdot 10^{-16}$. The
# two are nearly equal, so their leading digits cancel and what remains has lost digits: it is off by up to $2\varepsilon\lvert f\rvert$. Then we
# divide by $h$, and the smaller $h$ is, the more the error is blown up. This is *cancellation*.
#
# Forward difference, with both prices added up:
#
# $$E(h) \approx \underbrace{\frac{2\,\varepsilon\,\lvert f(x)\rvert}{h}}_{\text{rounding}} + \underbrace{\frac{h}{2}\,\lvert f''(x)\rvert}_{\text{truncation}},
# \qquad
# E'(h) = -\frac{2\,\varepsilon\,\lvert f\rvert}{h^2} + \frac{\lvert f''\rvert}{2} = 0
# \;\Rightarrow\; h^\ast = 2\sqrt{\frac{\varepsilon\,\lvert f\rvert}{\lvert f''\rvert}}.$$
#
# On logarithmic axes a term $c\,h^k$ is a straight line with slope $k$. So the error draws a **V**: slope $-1$ on the left, $+1$ on the right.


# %%
def forward_error_bound(h, value: float, second: float, eps: float = EPS):
    """Return E(h) of the forward difference, given f(x) and f''(x)."""
    return 2 * eps * abs(value) / h + h / 2 * abs(second)


def best_forward_step(value: float, second: float, eps: float = EPS) -> float:
    """Return the step at which `forward_error_bound` is smallest."""
    return 2 * np.sqrt(eps * abs(value) / abs(second))


value = softplus(1.0)
_, second, third = softplus_derivatives(1.0)
h_forward = best_forward_step(value, second)
print(f"best forward step {h_forward:.1e}, error {forward_error_bound(h_forward, value, second):.1e}")

# %% [markdown]
# ### Exercise 2 · The error of the central difference   ●●○ 12 minutes
#
# Now you: put Taylor's formula into the central difference, on paper. Which terms cancel, and what is the first that does not? Then write
#
# - `central_error_bound(h, value, third, eps=EPS)`: the rounding bound plus the size of the first truncation term. `h > 0` is a float or an
#   array of floats (then the result is an array, element by element), `value` is $f(x)$, `third` is $f'''(x)$; both may be negative. Each of the two values of $f$ is off by up
#   to `eps` $\cdot\,\lvert f(x)\rvert$.
# - `best_central_step(value, third, eps=EPS)`: the step $h^\ast$ that makes this bound smallest, from the formula that you get by
#   differentiating it. If `value` or `third` is 0, the V has lost an arm and there is no best step: raise `ValueError`. Otherwise either or both may be as small as $10^{-200}$.
#
# Another `eps` is another number format: for float32 it is `1.2e-7`. From here on, in all exercises: an array that is handed to your function stays as it was.
#
# <details><summary>Hint 1</summary>
# $f(x+h) - f(x-h)$: the terms with even powers of $h$ are the same in both, and cancel. So do not expect an $f''$.
# </details>
# <details><summary>Hint 2</summary>
# What remains is $2hf' + 2\tfrac{h^3}{6}f'''$, and it is divided by $2h$. Rounding: up to $2\varepsilon\lvert f\rvert$, divided by $2h$.
# </details>
# <details><summary>Hint 3</summary>
# $E(h) = \varepsilon\lvert f\rvert/h + h^2\lvert f'''\rvert/6$. Set $E'(h) = -\varepsilon\lvert f\rvert/h^2 + h\lvert f'''\rvert/3$ to zero and solve for $h^3$.
# </details>


# %% solution="error_model"
def central_error_bound(h, value: float, third: float, eps: float = EPS):
    """Return E(h) of the central difference, given f(x) and f'''(x).

    >>> central_error_bound(0.5, value=1.0, third=-6.0, eps=0.25)
    0.75
    """
    ### BEGIN SOLUTION
    return eps * abs(value) / h + h**2 / 6 * abs(third)
    ### END SOLUTION


def best_central_step(value: float, third: float, eps: float = EPS) -> float:
    """Return the step at which `central_error_bound` is smallest.

    >>> round(best_central_step(value=1.0, third=-3.0, eps=0.125), 6)
    0.5
    """
    ### BEGIN SOLUTION
    if value == 0 or third == 0:
        raise ValueError("without rounding or without truncation there is no best step")
    return (3 * eps * abs(value) / abs(third)) ** (1 / 3)
    ### END SOLUTION


# %% tests="error_model" name="bound" points=2
_got = number_from(central_error_bound, 0.5, 1.0, -6.0, 0.25)
_question = {
    0.25: "is the eps used that was given, and the size of f''', without its sign?",
    1.25: "how far off is the difference of two values, and by what is it divided?",
}.get(round(_got, 6), "which terms of Taylor's formula cancel?")
assert abs(_got - 0.75) < 1e-12, (
    "for h = 0.5, f = 1, f''' = -6, eps = 0.25 expected 0.5 (rounding) + 0.25 (truncation) = "
    f"0.75, got {_got}: {_question}"
)
### BEGIN HIDDEN TESTS
_h = np.array([1e-7, 1e-5, 1e-3, 0.1, 2.0])
for _value, _third, _eps in ((1.3, -0.09, EPS), (-40.0, 7.0, EPS), (0.2, 5.0, 1.2e-7)):
    _want = _eps * abs(_value) / _h + _h**2 * abs(_third) / 6
    _hint = "h may be an array: work element by element."
    _got = array_from(central_error_bound, _h, _value, _third, _eps, shape=_h.shape, hint=_hint)
    assert np.allclose(_got, _want, rtol=1e-9, atol=0), (
        f"for f = {_value}, f''' = {_third}, eps = {_eps:.1e} and steps {_h} expected {_want}, "
        f"got {_got}: sizes (no signs), both terms, the eps that was given, all in float64."
    )
_got = number_from(central_error_bound, 1e-9, -2.0, 3.0)
assert abs(_got / 4.440892098500626e-07 - 1) < 1e-9, (
    "for h = 1e-9 and f = -2 the bound is all rounding: with the eps of doubles expected "
    f"4.44e-07, got {_got:.3g}."
)
_got = number_from(central_error_bound, 1e-2, 0.0, 3.0)
assert abs(_got / 5e-5 - 1) < 1e-9, (
    f"for h = 0.01, f = 0, f''' = 3 the bound is all truncation: expected 5e-05, got {_got:.3g}."
)
### END HIDDEN TESTS

# %% tests="error_model" name="best_step" points=2
_got = number_from(best_central_step, 1.0, -3.0, 0.125)
_question = "use the eps that was given" if 0 < _got < 1e-3 else "differentiate it and solve for h³"
assert abs(_got - 0.5) < 1e-9, (
    "for f = 1, f''' = -3, eps = 0.125 the bound 0.125 / h + h² / 2 is smallest at h = 0.5, got "
    f"{_got}: {_question}."
)
_got = error_from(best_central_step, 1.0, 0.0)
assert _got == "ValueError", (
    f"for f''' = 0 expected a ValueError, got {_got}: with no truncation there is no best step."
)
### BEGIN HIDDEN TESTS
for _value, _third, _eps in (
    (1.3, -0.09, EPS),
    (-40.0, 7.0, EPS),
    (0.2, 5.0, 1.2e-7),
    (2.0, -3e-12, EPS),
    (-1e-15, 5.0, EPS),
    (1e-200, 2.0, EPS),
    (3.0, -1e-200, EPS),
    (1e-200, 1e-200, EPS),
):
    _got = number_from(best_central_step, _value, _third, _eps)
    _want = np.cbrt(3 * _eps * abs(_value / _third))
    assert abs(_got / _want - 1) < 1e-6, (
        f"for f = {_value}, f''' = {_third}, eps = {_eps:.1e} the bound is smallest at h = "
        f"{_want:.9e}, got {_got:.9e}: is it the cube root, 1 / 3 to all digits, in float64?"
    )
_got = number_from(best_central_step, 1.0, 1.0)
assert abs(_got / np.cbrt(3 * EPS) - 1) < 1e-6, (
    f"for f = f''' = 1 and doubles the best step is {np.cbrt(3 * EPS):.9e}, got {_got:.9e}."
)
_got = error_from(best_central_step, 0.0, 1.0)
assert _got == "ValueError", (
    f"for f = 0 expected a ValueError, got {_got}: without rounding there is no best step."
)
### END HIDDEN TESTS

# %% [markdown]
# Theory on trial: 300 measured errors for each formula (dots), the two bounds (lines; the blue one is yours), the best steps (diamonds).
# **Predict before you run:** is the central difference's best step smaller or larger than $7.7\cdot10^{-8}$, the forward one's?

# %%
h_central = best_central_step(value, third)
hs = np.geomspace(1e-14, 1.0, 300)

fig, ax = plt.subplots(figsize=(8.5, 4.8), layout="constrained")
for d, colour, E, h_best in (
    (forward_difference, ORANGE, forward_error_bound(hs, value, second), h_forward),
    (central_difference, BLUE, central_error_bound(hs, value, third), h_central),
):
    e = np.array([abs(d(softplus, 1.0, h) - truth) for h in hs])
    e[e == 0] = np.nan  # a lucky hit has no logarithm
    ax.loglog(hs, e, ".", color=colour, ms=4, alpha=0.6)
    ax.loglog(hs, E, color=colour, lw=1.5)
    ax.loglog(h_best, np.interp(h_best, hs, E), "D", color=colour, mec="black", ms=8)
ax.text(2e-7, 2e-4, "forward: slope +1", color=ORANGE)
ax.text(1.5e-3, 2e-10, "central: slope +2", color=BLUE)
ax.text(1.5e-13, 3e-2, "both: slope −1,\nrounding", color="black")
ax.set(xlabel="step h", ylabel="error of the derivative", ylim=(1e-13, 1))
ax.set_title("The best step is where truncation and rounding balance")
plt.show()
print(f"central: best step {h_central:.1e}, error {central_error_bound(h_central, value, third):.1e}")

# %% [markdown]
# Larger, by a factor of more than 200: because its truncation falls so fast, it need not go where the rounding is. Your bound is an upper edge: rounding errors are sometimes lucky. Two rules to keep, for a function whose values and derivatives are of
# ordinary size:
#
# | formula | best step | digits that you get | in float64 | in float32 |
# |---|---|---|---|---|
# | forward | $\varepsilon^{1/2}$ | half of them | 8 | 3–4 |
# | central | $\varepsilon^{1/3}$ | two thirds | 10–11 | 4–5 |
#
# The last column is why a gradient check belongs in float64, even for a model that trains in float32.
#
# <details><summary>An extra: a V without a left arm</summary>
# Step in the <em>imaginary</em> direction: $f(x + ih) = f(x) + ih f'(x) - \tfrac{h^2}{2}f''(x) - \dots$, so the derivative is
# $\operatorname{Im} f(x + ih)/h$. No difference, no cancellation, and $h = 10^{-200}$ is fine: try <code>softplus(1.0 + 1e-200j).imag / 1e-200</code>. The
# condition: $f$ must be computed by operations that know complex numbers and can be differentiated there; <code>abs</code>, <code>max</code> and comparisons are not. More in Martins, Sturdza and
# Alonso, <em>The complex-step derivative approximation</em> (ACM Transactions on Mathematical Software, 2003).
# </details>

# %% [markdown]
# ## 3 · Many variables
#
# A loss depends on many numbers, $f: \mathbb{R}^n \to \mathbb{R}$. Hold all of them still but one, and you are back at section 1. The derivative
# that you get is the **partial derivative**
#
# $$\frac{\partial f}{\partial x_i}(\mathbf{x}) = \lim_{h \to 0} \frac{f(\mathbf{x} + h\,\mathbf{e}_i) - f(\mathbf{x})}{h},
# \qquad \mathbf{e}_i = (0, \dots, 1, \dots, 0).$$
#
# The vector of all of them is the **gradient** $\nabla f(\mathbf{x}) \in \mathbb{R}^n$. It has the shape of $\mathbf{x}$; if the parameters are a matrix, so is the gradient.
#
# Worked example, $f(x_1, x_2) = x_1^2 x_2$ at $(3, 2)$. By rule: $\nabla f = (2x_1x_2,\; x_1^2) = (12, 9)$. By nudges, one variable at a time:


# %% locked="worked_example"
def f_example(x):
    """Return x1² x2."""
    return x[0] ** 2 * x[1]


# %%
h = 1e-5
print((f_example([3 + h, 2]) - f_example([3 - h, 2])) / (2 * h))
print((f_example([3, 2 + h]) - f_example([3, 2 - h])) / (2 * h))

# %% [markdown]
# Which step for which variable? If $x_i$ is a salary of 50 000, then $f$ hardly notices a step of $6\cdot 10^{-6}$, and the difference is mostly noise; if it is near 0, then a step *relative* to it
# vanishes. The usual compromise takes the larger of both views:
#
# $$h_i = \varepsilon^{1/3} \max(1, \lvert x_i\rvert).$$
#
# One trap before you write the loop: `x` may hold *integers*. **Predict before you run:** what do `above` and `below` print?


# %% locked="steps_for"
def steps_for(x: np.ndarray) -> np.ndarray:
    """Return the steps h_i for central differences at x, in the shape of x."""
    return EPS ** (1 / 3) * np.maximum(1.0, np.abs(x))


# %%
x = np.array([3, 2])
above, below = x.copy(), x.copy()
above[0] += 0.4
below[0] -= 0.4
print("x + h:", above, "  x - h:", below)

# %% [markdown]
# No error, no warning. Upward the nudge is lost; downward it became a whole unit: an integer array cuts off what does not fit.

# %% [markdown]
# ### Exercise 3 · The numerical gradient   ●●○ 8 minutes
#
# `numerical_gradient(f, x)` returns $\nabla f(\mathbf{x})$ by central differences, as a float array **in the shape of `x`**.
#
# - `f` takes an array in the shape of `x`, leaves it as it is, and returns a number.
# - `x` is an array of one or more dimensions, also a transposed one such as `W.T`, of floats or integers. Whatever its dtype (float32 and integers too), work in float64.
# - Nudge each entry by its own step, from `steps_for(x)`, with all others held still.
#
# <details><summary>Hint 1</summary>
# First line: a float64 version of <code>x</code>, <code>np.asarray(x, dtype=float)</code>. Then one pass of a loop per entry.
# </details>
# <details><summary>Hint 2</summary>
# <code>for i in np.ndindex(x.shape)</code> runs over the indexes of an array of any shape, and <code>x[i]</code> is then one entry.
# </details>
# <details><summary>Hint 3</summary>
# In the loop: <code>nudge = np.zeros_like(x)</code>, <code>nudge[i] = steps[i]</code>, and then the formula with
# <code>f(x + nudge)</code> and <code>f(x - nudge)</code>. <code>x + nudge</code> is a new array, so nothing needs to be put back.
# </details>


# %% solution="numerical_gradient"
def numerical_gradient(f: Callable[[np.ndarray], float], x: np.ndarray) -> np.ndarray:
    """Return the gradient of f at x by central differences, in the shape of x.

    >>> numerical_gradient(lambda x: x[0] ** 2 * x[1], np.array([3, 2])).round(6)
    array([12.,  9.])
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    steps = steps_for(x)
    gradient = np.empty_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = steps[i]
        gradient[i] = (f(x + nudge) - f(x - nudge)) / (2 * steps[i])
    return gradient
    ### END SOLUTION


# %% tests="numerical_gradient" name="values" points=2
_got, _want = array_from(numerical_gradient, f_example, np.array([3.0, 2.0]), shape=(2,)), [12.0, 9.0]
assert np.allclose(_got, _want, rtol=0, atol=1e-7), (
    f"for x1² x2 at (3, 2) expected [12, 9], got {_got}, {off_by(_got, _want)}"
)
_W = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]])
_got = array_from(numerical_gradient, lambda W: np.sum(W**2), _W, shape=(2, 3))
assert np.allclose(_got, 2 * _W, rtol=0, atol=1e-7), (
    f"for the sum of squares of a (2, 3) matrix W expected 2 W, got {_got.tolist()}, {off_by(_got, 2 * _W)}"
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(0)
for _n in (1, 4, 9):
    _c, _x = _rng.normal(size=_n), _rng.normal(size=_n)
    _got = array_from(numerical_gradient, lambda x: np.sum(_c * np.sin(4 * x)), _x, shape=(_n,))
    _want = 4 * _c * np.cos(4 * _x)
    assert np.allclose(_got, _want, rtol=0, atol=1e-8), (
        f"on {_n} random entries the gradient is {off_by(_got, _want)}"
    )
_A, _B, _W = _rng.normal(size=(4, 3)), _rng.normal(size=(4, 2)), _rng.normal(size=(3, 2))
_got = array_from(numerical_gradient, lambda W: np.sum((_A @ W - _B) ** 2), _W, shape=(3, 2))
_want = 2 * _A.T @ (_A @ _W - _B)
assert np.allclose(_got, _want, rtol=0, atol=1e-7), (
    "for the squared error of a matrix W of shape (3, 2) the gradient differs from "
    f"2 Aᵀ(A W - B), {off_by(_got, _want)}"
)
_x = _rng.normal(size=(2, 1, 3))
_got = array_from(numerical_gradient, lambda x: np.sum(x**3), _x, shape=(2, 1, 3))
assert np.allclose(_got, 3 * _x**2, rtol=0, atol=1e-7), (
    "for the sum of cubes of an x of shape (2, 1, 3) expected 3 x²: x may have any number of "
    f"dimensions. Got {_got.tolist()}."
)
_x = _rng.normal(size=(2, 3)).T
_got = array_from(numerical_gradient, lambda x: np.sum(x**3), _x, shape=(3, 2))
assert np.allclose(_got, 3 * _x**2, rtol=0, atol=1e-7), (
    f"for the sum of cubes of a transposed array, of shape (3, 2), expected 3 x², got "
    f"{_got.tolist()}: is what you nudge the array that f gets? (reshape and ravel copy an array "
    "that is stored column by column.)"
)
### END HIDDEN TESTS

# %% tests="numerical_gradient" name="any_number" points=2
_got = array_from(numerical_gradient, f_example, np.array([3, 2]), shape=(2,))
_want = array_from(numerical_gradient, f_example, np.array([3.0, 2.0]), shape=(2,))
assert np.allclose(_got, _want, rtol=0, atol=1e-9), (
    f"for the integers (3, 2) your result is {_got}, for the floats (3.0, 2.0) it is {_want}: turn x "
    "into floats before you nudge."
)
assert np.allclose(_got, [12.0, 9.0], rtol=0, atol=1e-7), (
    f"for the integers (3, 2) expected [12, 9], got {_got}, {off_by(_got, [12.0, 9.0])}"
)
### BEGIN HIDDEN TESTS
_x = np.array([1e8, -3e5, 0.0, 1e-9, 40.0])
_units = np.maximum(1.0, np.abs(_x))
_got = _units * array_from(numerical_gradient, lambda x: np.sum(np.sin(x / _units)), _x, shape=(5,))
_want = np.cos(_x / _units)
assert np.allclose(_got, _want, rtol=0, atol=1e-7), (
    f"for x = {_x} the partial derivatives are off by {np.abs(_got - _want)} (each in its own "
    "scale): give every entry its own step, from steps_for(x), and take central differences."
)
_x = np.array([1.0, -0.25, 2.5], dtype=np.float32)
_got = array_from(numerical_gradient, lambda x: np.sum(np.exp(x)), _x, shape=(3,))
assert np.allclose(_got, np.exp(_x.astype(float)), rtol=0, atol=1e-7), (
    "for a float32 x the gradient is off by "
    f"{np.abs(_got - np.exp(_x.astype(float))).max():.1e}: work in float64."
)
_x = np.array([[2, 0], [-1, 3]])
_got = array_from(numerical_gradient, lambda x: np.sum(x**3), _x, shape=(2, 2))
assert np.allclose(_got, 3 * _x**2, rtol=0, atol=1e-6), (
    f"for the sum of cubes of {_x.tolist()} expected {(3 * _x**2).tolist()}, got {_got.tolist()}."
)
### END HIDDEN TESTS

# %% [markdown]
# With that, the colleague's gradient can be looked at, at the parameters where the training ended:


# %%
def patients_loss(theta):
    return robust_loss(theta, X_patients, y_patients)


g_hand = suspect_gradient(theta_suspect, X_patients, y_patients)
g_measured = numerical_gradient(patients_loss, theta_suspect)
for name, *pair in zip(parameter_names, g_hand, g_measured):
    print("{:>9}: by hand {:10.6f}   measured {:10.6f}".format(name, *pair))

# %% [markdown]
# By hand, all is zero, as at a minimum. Measured, the loss still slopes. Before we hunt, let us see what a gradient is good for.

# %% [markdown]
# ## 4 · The slope in a direction
#
# You stand on a slope, and the way that you want to go is neither along $x_1$ nor along $x_2$. Let $\mathbf{u}$ be a direction, a vector of length 1. The **directional derivative** is the slope
# on that way, per unit of length:
#
# $$D_{\mathbf{u}} f(\mathbf{x}) = \lim_{h \to 0}\frac{f(\mathbf{x} + h\mathbf{u}) - f(\mathbf{x})}{h} = \nabla f(\mathbf{x})^\top \mathbf{u}
# = \lVert\nabla f\rVert \cos\varphi ,$$
#
# where $\varphi$ is the angle between the gradient and $\mathbf{u}$. The second form is the reason why a gradient is worth having: $n$ numbers give the slopes in all of infinitely many directions. The
# third form is your first warm-up question. The slope is largest for $\varphi = 0$: **the gradient points in the direction of steepest ascent, and its length is the slope there**. Against it, for
# $\varphi = 180°$, it goes down most steeply: that was `descend`. And at $\varphi = 90°$ the slope is 0: along a contour line, where $f$ stays the same.

# %% [markdown]
# ### Exercise 4 · Directional derivative   ●●○ 6 minutes
#
# `directional_derivative(f, x, v, h=1e-5)` returns the slope of `f` at `x` in the direction of `v`, **per unit of length**, a number.
#
# - `x` and `v` are arrays of shape $(n,)$, of floats or integers. Whatever their dtype, work in float64. `v` may be short or long, from $10^{-9}$ to $10^9$; only its direction counts. For a zero vector raise `ValueError`.
# - Measure it with one central difference along the line through `x`, with points at the distance `h` from `x` on either side. `f` may be slow: two calls are enough, **however many variables there are**, and more than four are refused.
#
# <details><summary>Hint 1</summary>
# If <code>v</code> were twice as long, what would the answer have to be?
# </details>
# <details><summary>Hint 2</summary>
# Divide <code>v</code> by its norm first. Then it is exercise 1, with <code>x + h * u</code> for <code>x + h</code>.
# </details>


# %% solution="directional_derivative"
def directional_derivative(
    f: Callable[[np.ndarray], float], x: np.ndarray, v: np.ndarray, h: float = 1e-5
) -> float:
    """Return the slope of f at x per unit of length in the direction of v.

    >>> slope = directional_derivative(lambda x: 3 * x[0] + 4 * x[1], np.zeros(2), np.array([6, 8]))
    >>> round(float(slope), 6)
    5.0
    """
    ### BEGIN SOLUTION
    x, v = np.asarray(x, dtype=float), np.asarray(v, dtype=float)
    if not np.any(v):
        raise ValueError("a zero vector has no direction")
    step = h * v / np.linalg.norm(v)
    return (f(x + step) - f(x - step)) / (2 * h)
    ### END SOLUTION


# %% tests="directional_derivative" name="slope" points=2
_got = number_from(directional_derivative, f_example, np.array([3.0, 2.0]), np.array([0.6, 0.8]))
assert abs(_got - 14.4) < 1e-7, (
    "for x1² x2 at (3, 2), with the gradient (12, 9), the slope in the direction (0.6, 0.8) is "
    f"14.4, got {_got}: is it a central difference, along the line through x, with the h of the signature?"
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(1)
for _n in (1, 3, 50):
    _c, _x, _u = _rng.normal(size=(3, _n))
    _u = _u / np.linalg.norm(_u)
    _calls = []

    def _f(x):
        _calls.append(1)
        return np.sum(_c * np.sin(3 * x))

    _got = number_from(directional_derivative, _f, _x, _u)
    _want = float(3 * _c * np.cos(3 * _x) @ _u)
    assert abs(_got - _want) < 1e-7, (
        f"on {_n} variables, with a direction of length 1, expected the slope {_want:.8f}, got {_got:.8f}."
    )
    assert len(_calls) <= 4, (
        f"f was called {len(_calls)} times for {_n} variables: walk along v itself, not along "
        "every axis, and two calls are enough."
    )
_got = number_from(directional_derivative, lambda x: x[0] ** 3, np.array([1, 5]), np.array([1, 0]), 0.5)
assert abs(_got - 3.25) < 1e-9, (
    "for x1³ at (1, 5) in the direction (1, 0) with h = 0.5 the central difference is 3.25, got "
    f"{_got}: the points are h away from x, on either side."
)
_got = number_from(directional_derivative, lambda x: x[0] ** 3, np.zeros(1), np.ones(1))
assert abs(_got / 1e-10 - 1) < 1e-6, (
    "for x1³ at 0 the central difference is h², so 1e-10 for the default h = 1e-5, got "
    f"{_got:.3g}: keep the default of the signature."
)
### END HIDDEN TESTS

# %% tests="directional_derivative" name="direction_only" points=2
for _x, _v in (([3.0, 2.0], [6.0, 8.0]), ([3, 2], [6, 8])):
    _got = number_from(directional_derivative, f_example, np.array(_x), np.array(_v))
    assert abs(_got - 14.4) < 1e-7, (
        f"for x1² x2 at {_x} the direction {_v} is the same as (0.6, 0.8), with the slope 14.4, got "
        f"{_got}: the slope is per unit of length, by a central difference, with the h of the signature."
    )
_got = error_from(directional_derivative, f_example, np.array([3.0, 2.0]), np.zeros(2))
assert _got == "ValueError", f"a zero vector has no direction: expected a ValueError, got {_got}."
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(2)
_c, _x, _v = _rng.normal(size=(3, 6))
_want = float(3 * _c * np.cos(3 * _x) @ _v / np.linalg.norm(_v))
_f = lambda x: np.sum(_c * np.sin(3 * x))
for _factor in (1e-3, 0.5, 2.0, 1e4):
    _got = number_from(directional_derivative, _f, _x, _factor * _v)
    assert abs(_got - _want) < 1e-7, (
        f"with v made {_factor:g} times as long the slope should stay {_want:.6f}, got {_got:.6f}."
    )
_got = number_from(directional_derivative, _f, _x, -_v)
assert abs(_got + _want) < 1e-7, (
    f"in the opposite direction the slope should be {-_want:.6f}, got {_got:.6f}."
)
_got = number_from(directional_derivative, f_example, np.array([3.0, 2.0]), np.array([6e-9, 8e-9]))
assert abs(_got - 14.4) < 1e-7, (
    "for x1² x2 at (3, 2) the direction (6e-9, 8e-9) is the same as (0.6, 0.8), with the slope 14.4, "
    f"got {_got}: divide by the norm itself, with nothing added."
)
for _v in ([1, 0, 0], [0, -2, 0], [1, 0, -1]):
    _got = number_from(directional_derivative, lambda x: x @ [1.0, 2.0, 5.0], np.ones(3), np.array(_v))
    _want = float(np.dot([1.0, 2.0, 5.0], _v) / np.linalg.norm(_v))
    assert abs(_got - _want) < 1e-7, (
        f"for x1 + 2 x2 + 5 x3 in the direction {_v} expected the slope {_want:.6f}, got {_got:.6f}."
    )
_x, _v = np.array([[1.0, -0.25, 2.5], [0.0, 3.0, 4.0]], dtype=np.float32)
_got = number_from(directional_derivative, lambda x: np.sum(np.exp(x)), _x, _v, 1e-5)
_want = 0.6 * np.exp(-0.25) + 0.8 * np.exp(2.5)
assert abs(_got - _want) < 1e-7, (
    f"for the sum of exp(x_i) at the float32 numbers {_x.tolist()}, in the direction {_v.tolist()}, "
    f"expected {_want:.8f}, got {_got:.8f}: work in float64."
)
for _v in (np.array([1, 2, 3], dtype=np.float32), np.array([300, 400, 0], dtype=np.float16)):
    _got = number_from(directional_derivative, lambda x: x @ [1.0, 2.0, 5.0], np.zeros(3), _v, 1e-5)
    _want = float(np.dot([1.0, 2.0, 5.0], _v.astype(float)) / np.linalg.norm(_v.astype(float)))
    assert abs(_got - _want) < 1e-9, (
        f"for x1 + 2 x2 + 5 x3 in the {_v.dtype} direction {_v.tolist()} expected {_want:.10f}, got "
        f"{_got:.10f}: work in float64, with v too."
    )
_got = error_from(directional_derivative, f_example, np.array([3, 2]), np.array([0, 0]))
assert _got == "ValueError", f"for the integers (0, 0) as v expected a ValueError, got {_got}."
### END HIDDEN TESTS

# %% [markdown]
# On the left, a map of the loss over two weights, with the gradient (orange) and the opposite direction (green); on the right, your function measures the slope on a full turn.
# **Predict before you run:** how far may you turn away from the gradient until half of the slope is left?


# %%
def two_weights_loss(weights):
    theta = np.zeros(11)
    theta[[0, 3, 9]] = np.log(y_patients.mean()), *weights  # intercept, bmi, s5
    return robust_loss(theta, X_patients, y_patients)


here = np.array([-0.12, 0.42])
g_here = numerical_gradient(two_weights_loss, here)
grid = np.linspace(-0.35, 0.65, 60)
heights = np.array([[two_weights_loss([bmi, s5]) for bmi in grid] for s5 in grid])
angles = np.linspace(-180, 180, 73)
slopes_measured = [
    directional_derivative(two_weights_loss, here, np.array([np.cos(a), np.sin(a)]))
    for a in np.radians(angles)
]
g_angle = np.degrees(np.arctan2(g_here[1], g_here[0]))

# %%
fig, (left, right) = plt.subplots(1, 2, figsize=(10.5, 4.4), layout="constrained")
left.contour(grid, grid, heights, levels=18, colors="#9CA3AF", linewidths=0.9)
left.contour(grid, grid, heights, levels=[two_weights_loss(here)], colors=BLUE, linewidths=2)
for colour, arrow in ((ORANGE, g_here), (GREEN, -g_here)):
    tip = here + 0.19 * arrow / np.linalg.norm(g_here)
    left.annotate("", tip, here, arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2.5})
left.plot(*here, "o", color="black")
left.set(xlabel="weight of bmi", ylabel="weight of s5", aspect="equal")
left.set_title("The gradient stands upright on the contour")

g_length = np.linalg.norm(g_here)
g_cosine = g_length * np.cos(np.radians(angles - g_angle))
right.plot(angles, slopes_measured, "o", color=BLUE, ms=4, label="measured slope")
right.plot(angles, g_cosine, color="black", lw=1, label=r"$\|\nabla f\|\,\cos\varphi$")
right.plot(g_angle, g_length, "D", color=ORANGE, ms=10, label="along the gradient")
right.plot(g_angle - 180, -g_length, "D", color=GREEN, ms=10, label="against it")
right.set(
    xlabel="direction (degrees from the bmi axis)",
    ylabel="slope (loss per unit of weight)",
    xticks=range(-180, 181, 90),
    ylim=(-1.45, 0.8),
    title="All slopes follow from one vector",
)
right.legend(loc="lower center", ncols=2)
plt.show()

# %% [markdown]
# Sixty degrees, on either side: $\cos 60° = \tfrac12$. On the contour line, at 90°, nothing is left.
#
# ### A check in two calls
#
# A full numerical gradient calls $f$ $2n$ times. A *single* random direction calls it twice, and a right gradient must agree there: $D_{\mathbf{u}}f = \mathbf{g}^\top\mathbf{u}$. This is how the fast mode of
# `torch.autograd.gradcheck` works.

# %%
rng = np.random.default_rng(0)
x = rng.normal(size=10_000)
v = rng.normal(size=10_000)
g_x = 1 / (1 + np.exp(-x))  # of the sum of all softplus(x_i)
D_v = directional_derivative(lambda x: softplus(x).sum(), x, v)
print(f"measured {D_v:.8f}   gradient @ direction {g_x @ v / np.linalg.norm(v):.8f}")

# %% [markdown]
# Two calls instead of 20 000, and the slopes agree to six decimals. The price: it says *that* something is wrong and not *where*, and an error in a single component drowns among the others. Use it as an alarm, and the full check on a small model to find the culprit.

# %% [markdown]
# **Half way.** This is a good place to rest. You hold a derivative with the best step, its error known in advance, a
# numerical gradient for tables of any shape and size, and the slope in any direction for two calls. Next come functions with many
# outputs, and the judge.

# %% [markdown]
# ## 5 · Jacobian, Hessian and Taylor
#
# Now let the function return a vector as well, $\mathbf{f}: \mathbb{R}^n \to \mathbb{R}^m$. The derivative of output $i$ to input $j$ goes into row $i$, column $j$ of the **Jacobian**:
#
# $$\mathbf{J} \in \mathbb{R}^{m \times n}, \qquad J_{ij} = \frac{\partial f_i}{\partial x_j}, \qquad \mathbf{f}(\mathbf{x} + \mathbf{s}) \approx \mathbf{f}(\mathbf{x}) + \mathbf{J}\,\mathbf{s}.$$
#
# Row $i$ is the gradient of output $i$. Column $j$ says how all outputs move when input $j$ is nudged, so *one nudge measures a whole column*.
#
# | function | derivative | shape |
# |---|---|---|
# | $\mathbb{R} \to \mathbb{R}$ | $f'(x)$ | a number |
# | $\mathbb{R}^n \to \mathbb{R}$ | gradient $\nabla f$ | $(n,)$ |
# | $\mathbb{R}^n \to \mathbb{R}^m$ | Jacobian $\mathbf{J}$ | $(m, n)$ |
# | $\mathbb{R}^n \to \mathbb{R}$, twice | Hessian $\mathbf{H}$ = Jacobian of the gradient | $(n, n)$ |
#
# Worked example: the model's predictions for two patients as a function of the intercept $b$ and one weight $w$, $\hat y_i = e^{b + w x_i}$. By rule: $\partial \hat y_i/\partial b = \hat y_i$ and
# $\partial \hat y_i/\partial w = \hat y_i x_i$. Measured, column by column:

# %%
x_two_patients = np.array([-1.0, 2.0])


def two_predictions(theta):
    return np.exp(theta[0] + theta[1] * x_two_patients)


theta, h = np.array([0.5, 0.1]), 1e-5
column_b = (two_predictions(theta + [h, 0]) - two_predictions(theta - [h, 0])) / (2 * h)
column_w = (two_predictions(theta + [0, h]) - two_predictions(theta - [0, h])) / (2 * h)
y_hat = two_predictions(theta)
print("measured:\n", np.column_stack([column_b, column_w]).round(6))
print("by rule:\n", np.column_stack([y_hat, y_hat * x_two_patients]).round(6))

# %% [markdown]
# The **Hessian** $H_{ij} = \dfrac{\partial^2 f}{\partial x_i\,\partial x_j}$ holds the curvatures. For a smooth function the order of the two derivatives does not matter, so **$\mathbf{H}$ is symmetric**. With it, Taylor's formula
# has a second term in many variables too:
#
# $$f(\mathbf{x} + \mathbf{s}) \approx f(\mathbf{x}) + \nabla f(\mathbf{x})^\top \mathbf{s} + \tfrac12\, \mathbf{s}^\top \mathbf{H}\,\mathbf{s}.$$
#
# ### Exercise 5 · Jacobian and Taylor   ●●○ 9 minutes
#
# - `numerical_jacobian(f, x)` returns $\mathbf{J}$, a float array of shape $(m, n)$, by central differences with the steps of `steps_for(x)`. `x` has shape $(n,)$; whatever its dtype (float32 and integers too), work in float64. `f` takes
#   an array of shape $(n,)$ and returns one of shape $(m,)$, with $m \ge 1$, $n \ge 1$, perhaps its argument itself, as `lambda x: x` does. `f` may be slow: call it **at most $2n + 1$ times**, whatever $m$ is.
# - `second_order_taylor(value, gradient, H, s)` returns the right-hand side of Taylor's formula, a number, for the number `value` $= f(\mathbf{x})$, the arrays
#   `gradient` $(n,)$, `H` $(n, n)$ and the step `s` $(n,)$.
#
# <details><summary>Hint 1</summary>
# The loop of exercise 3 over <code>j</code>, only that the difference is now a vector: column <code>j</code>.
# </details>
# <details><summary>Hint 2</summary>
# Collect the columns in a list, then <code>np.column_stack(columns)</code>. (A list of columns made into an array with <code>np.array</code> has them as <em>rows</em>.)
# </details>
# <details><summary>Hint 3</summary>
# $\mathbf{s}^\top\mathbf{H}\,\mathbf{s}$ is <code>s @ H @ s</code>. For one variable the formula must become $f + f's + \tfrac12 f''s^2$.
# </details>


# %% solution="jacobian_and_taylor"
def numerical_jacobian(f: Callable[[np.ndarray], np.ndarray], x: np.ndarray) -> np.ndarray:
    """Return the Jacobian of f at x, shape (m, n), by central differences.

    >>> numerical_jacobian(lambda x: np.array([x[0] * x[1], x[0], x[1] ** 2]), np.array([2, 5])).round(6)
    array([[ 5.,  2.],
           [ 1.,  0.],
           [ 0., 10.]])
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    columns = [(f(x + nudge) - f(x - nudge)) / (2 * nudge.sum()) for nudge in np.diag(steps_for(x))]
    return np.column_stack(columns)
    ### END SOLUTION


def second_order_taylor(value: float, gradient: np.ndarray, H: np.ndarray, s: np.ndarray) -> float:
    """Return the second-order prediction of f(x + s) from f(x), its gradient and its Hessian at x.

    >>> float(second_order_taylor(1.0, np.array([2.0]), np.array([[6.0]]), np.array([10.0])))
    321.0
    """
    ### BEGIN SOLUTION
    return value + gradient @ s + s @ H @ s / 2
    ### END SOLUTION


# %% tests="jacobian_and_taylor" name="jacobian" points=3
_f = lambda x: np.array([x[0] * x[1], x[0], x[1] ** 2])
_hint = "J has m rows, one per output, and n columns."
_got = array_from(numerical_jacobian, _f, np.array([2.0, 5.0]), shape=(3, 2), hint=_hint)
_want = [[5, 2], [1, 0], [0, 10]]
assert np.allclose(_got, _want, rtol=0, atol=1e-7), (
    f"for (x1 x2, x1, x2²) at (2, 5) expected {_want}, got {_got.round(6).tolist()}, {off_by(_got, _want)}"
)
_got = array_from(numerical_jacobian, lambda x: x, np.array([2.0, 5.0]), shape=(2, 2))
assert np.allclose(_got, np.eye(2), rtol=0, atol=1e-7), (
    f"for f(x) = x at (2, 5) expected [[1, 0], [0, 1]], got {_got.round(6).tolist()}: do not change an "
    "array that you have handed to f before you have used what f returned, it may be the same array."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(3)
for _m, _n in ((1, 4), (5, 1), (3, 3), (2, 6), (40, 3)):
    _A, _x, _calls = _rng.normal(size=(_m, _n)), _rng.normal(size=_n), []

    def _f(x):
        _calls.append(1)
        return np.sin(2 * _A @ x)

    _got = array_from(numerical_jacobian, _f, _x, shape=(_m, _n))
    _want = np.cos(2 * _A @ _x)[:, None] * 2 * _A
    assert np.allclose(_got, _want, rtol=0, atol=1e-7), (
        f"for {_m} outputs and {_n} inputs the Jacobian, with the gradient of output i in row i, is "
        f"{off_by(_got, _want)}"
    )
    assert len(_calls) <= 2 * _n + 1, (
        f"f was called {len(_calls)} times for {_m} outputs and {_n} inputs, {2 * _n} are enough: "
        "one nudge up and one down give a whole column."
    )
_got = array_from(numerical_jacobian, lambda x: np.outer(x, x)[0], np.array([3, 2]), shape=(2, 2))
assert np.allclose(_got, [[6, 0], [2, 3]], rtol=0, atol=1e-7), (
    f"for (x1², x1 x2) at the integers (3, 2) expected [[6, 0], [2, 3]], got {_got.tolist()}: "
    "floats for the nudged x and for the result?"
)
_x = np.array([3.0, -0.5], dtype=np.float32)
_got = array_from(numerical_jacobian, lambda x: x**2, _x, shape=(2, 2))
assert np.allclose(_got, [[6, 0], [0, -1]], rtol=0, atol=1e-7), (
    f"for (x1², x2²) at the float32 numbers (3, -0.5) expected [[6, 0], [0, -1]], got "
    f"{_got.tolist()}: work in float64."
)
_x = np.array([1e8, 0.0, 1.0, -300.0, 1e-9])
_units = np.maximum(1.0, np.abs(_x))
_got = _units * array_from(numerical_jacobian, lambda x: np.sin(x / _units), _x, shape=(5, 5))
assert np.allclose(_got, np.diag(np.cos(_x / _units)), rtol=0, atol=1e-7), (
    f"for x = {_x} each column should be measured with its own step, from steps_for(x)."
)
### END HIDDEN TESTS

# %% tests="jacobian_and_taylor" name="taylor" points=2
_got = number_from(second_order_taylor, 1.0, np.array([2.0]), np.array([[6.0]]), np.array([10.0]))
assert abs(_got - 321.0) < 1e-9, (
    "for f = 1, f' = 2, f'' = 6 and a step of 10 expected 1 (the value) + 20 (slope times step) + "
    f"300 (half the curvature times step²) = 321, got {_got}: which of the three is off?"
)
_H = np.array([[2.0, 1.0], [1.0, 0.0]])
_got = number_from(second_order_taylor, -1.0, np.array([1.0, -2.0]), _H, np.array([3.0, 1.0]))
assert abs(_got - 12.0) < 1e-9, (
    "for f = -1, gradient (1, -2), H = [[2, 1], [1, 0]] and the step (3, 1) expected "
    f"-1 + 1 + 12 = 12, got {_got}: the mixed entries of H count too."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(4)
for _n in (1, 2, 5):
    _H = _rng.normal(size=(_n, _n))
    _H = _H + _H.T
    _g, _s, _value = _rng.normal(size=_n), _rng.normal(size=_n), float(_rng.normal())
    _want = _value
    for _i in range(_n):
        _want += _g[_i] * _s[_i]
        for _j in range(_n):
            _want += 0.5 * _s[_i] * _H[_i, _j] * _s[_j]
    _got = number_from(second_order_taylor, _value, _g, _H, _s)
    assert abs(_got - _want) < 1e-9, f"on random numbers with n = {_n} expected {_want:.8f}, got {_got:.8f}."
### END HIDDEN TESTS

# %% [markdown]
# How far can the two formulas be trusted? We walk from the colleague's parameters along the intercept, so that all predictions grow or shrink together, and compare the loss with the tangent (first order) and your
# parabola (second order). The Hessian is your Jacobian of your gradient: differences of differences, good to about six decimals, which is enough for a picture. **Predict before you run:** if you halve the step, what becomes of each formula's error?

# %%
g_start = numerical_gradient(patients_loss, theta_suspect)
H = numerical_jacobian(lambda theta: numerical_gradient(patients_loss, theta), theta_suspect)
start_loss = patients_loss(theta_suspect)
e_b = np.eye(11)[0]  # the intercept alone

ts = np.linspace(-1.2, 0.9, 120)
true_losses = [patients_loss(theta_suspect + t * e_b) for t in ts]
tangents = [second_order_taylor(start_loss, g_start, 0 * H, t * e_b) for t in ts]
parabolas = [second_order_taylor(start_loss, g_start, H, t * e_b) for t in ts]

for t in (0.2, 0.1, 0.05):
    true = patients_loss(theta_suspect + t * e_b)
    e_1, e_2 = (abs(second_order_taylor(start_loss, g_start, A, t * e_b) - true) for A in (0 * H, H))
    print(f"t = {t}:  error of the tangent {e_1:.1e}, of the parabola {e_2:.1e}")

# %%
_, ax = plt.subplots(figsize=(7, 3.8), layout="constrained")
ax.plot(ts, true_losses, color="black", lw=2.5, label="the loss")
ax.plot(ts, tangents, color=ORANGE, lw=1.8, ls="--", label="first order: tangent")
ax.plot(ts, parabolas, color=BLUE, lw=1.8, ls="-.", label="second order: parabola")
ax.plot(0, start_loss, "o", color="black")
ax.set(xlabel="step t in the intercept", ylabel="loss", ylim=(0, 1), title="Good nearby, and only nearby")
ax.legend(loc="upper center")
plt.show()

# %% [markdown]
# Half the step leaves a quarter of the tangent's error, for it lacks the term in $t^2$, and an eighth of the parabola's. The parabola has a bottom, and the loss has one near there. To jump to the bottom of the parabola is Newton's method, in *Gradient descent*.
#
# ### An alarm that needs no loss
#
# A Hessian is the Jacobian of a gradient, and it is symmetric. So if someone hands you a "gradient" and its Jacobian is **not** symmetric, then it is the gradient of no function at all. You need not even see the loss. The colleague's:

# %%
theta = np.random.default_rng(1).normal(scale=0.3, size=11)
J = numerical_jacobian(lambda t: suspect_gradient(t, X_patients, y_patients), theta)

fig, ax = plt.subplots(figsize=(5.6, 4.6), layout="constrained")
image = ax.imshow(np.abs(J - J.T), cmap="Blues")
ax.set_xticks(range(11), parameter_names, rotation=90)
ax.set_yticks(range(11), parameter_names)
ax.spines[:].set_visible(False)
ax.set_title("The intercept and the weights contradict each other")
fig.colorbar(image, label=r"$|J_{ij} - J_{ji}|$", shrink=0.8)
plt.show()

# %% [markdown]
# How the intercept's derivative reacts to a weight is not how the weight's derivative reacts to the intercept. One of the three faults has betrayed itself. Passing this test is necessary, not sufficient: twice a right gradient passes too.

# %% [markdown]
# ## 6 · When are two gradients the same?
#
# You have two vectors, one by hand and one measured, and they will never be equal to the last digit. What counts as the same? Three yardsticks are in use:
# the largest absolute difference of two entries, the largest relative one, and the norm of the difference relative to the two norms. Say that up to $10^{-4}$ counts as the same. **Predict before you run:** which of them calls the two wrong
# gradients below wrong, and the right one right?

# %%
cases = {
    "right, with a zero component": ([250.0, 0.0], [250.0, 3e-11]),
    "wrong by half, all tiny": ([1.5e-5, 3e-5], [1e-5, 2e-5]),
    "wrong sign in a small one": ([250.0, -1e-4], [250.0, 1e-4]),
}
print(f"{'':>30}  absolute  relative, entries  relative, norms")
for name, pair in cases.items():
    a, m = np.array(pair)
    e_entries = (np.abs(a - m) / np.maximum(np.abs(a), np.abs(m))).max()
    e_norms = np.linalg.norm(a - m) / (np.linalg.norm(a) + np.linalg.norm(m))
    print(f"{name:>30}  {np.abs(a - m).max():8.0e}  {e_entries:17.0e}  {e_norms:15.0e}")

# %% [markdown]
# None of them. The absolute error calls the second case harmless: 0.000 01 of what? The relative error of each entry condemns the first case, for beside a 0 any noise, here $3\cdot10^{-11}$, is an error of 100 %. The
# norms let a large component hide the wrong sign of a small one.
#
# What works is the relative error of each component, with a **floor** under the denominator:
#
# $$e_i = \frac{\lvert a_i - m_i\rvert}{\max(\lvert a_i\rvert, \lvert m_i\rvert, \text{floor})},$$
#
# where $a_i$ is from the formula (*analytic*) and $m_i$ is measured. A component below the floor is compared in units of the floor. You know from section 2 how much noise to expect: about $10^{-11}$ to $10^{-10}$ for a loss of ordinary size.
# A floor of $10^{-5}$ makes that $10^{-5}$ at the most, so a **tolerance** of $10^{-4}$ leaves it room. The three cases above then have the errors $3\cdot10^{-6}$, 0.33 and 2: all three verdicts are right.
#
# One more trap: every comparison with `nan` is false. A checker that asks `if error > tolerance: complain` is content with a gradient of nothing but `nan`.


# %% locked="gradient_report"
@dataclass
class GradientReport:
    """The verdict on a gradient, with its worst component as the evidence."""

    passed: bool
    worst_error: float
    worst_name: str
    analytic: float
    measured: float

    def __str__(self):
        verdict = "passed" if self.passed else "FAILED"
        return (
            f"{verdict}: relative error {self.worst_error:.1e} in '{self.worst_name}' "
            f"(analytic {self.analytic:.8g}, measured {self.measured:.8g})"
        )


def report_from(*args) -> GradientReport:
    """Return `compare_gradients(*args)`, which must be a report with a verdict and a name."""
    report = returned(compare_gradients, *args)
    assert isinstance(report, GradientReport), f"expected a GradientReport, got {type(report).__name__}."
    assert isinstance(report.passed, bool | np.bool_), (
        f"passed should be True or False, got {report.passed!r}."
    )
    assert isinstance(report.worst_name, str), (
        f"worst_name should be one of names, got {report.worst_name!r}."
    )
    return report


# %% [markdown]
# ### Exercise 6 · The judge   ●●○ 13 minutes
#
# `compare_gradients(analytic, measured, names, floor=1e-5, tolerance=1e-4)` returns a `GradientReport`.
#
# - `analytic` and `measured` are float arrays of shape $(n,)$, $n \ge 1$; `names` is a list of $n$ strings; `floor` > 0 and `tolerance` ≥ 0 are finite.
# - If the two shapes differ, raise `ValueError`. (Why so strict: NumPy would broadcast $(n, 1)$ against $(n,)$ to $n \times n$ numbers, without a word.)
# - $e_i$ is as above. If $a_i$ or $m_i$ is not finite (`nan` or infinite), then $e_i = \infty$.
# - The **worst component** is the one with the largest $e_i$; of several equal ones, the first. The report has its error, its name, and its two numbers as they were handed over, `nan` too.
# - `passed` is `True` if the worst error is at most `tolerance`, else `False`.
#
# <details><summary>Hint 1</summary>
# Shapes first, then an array of $n$ errors, then <code>np.argmax</code>, which gives the first of equals.
# </details>
# <details><summary>Hint 2</summary>
# <code>np.maximum</code> takes the larger of two arrays, entry by entry, and also of an array and a number. You need it twice. (Python's <code>max</code> of two arrays is an error.)
# </details>
# <details><summary>Hint 3</summary>
# <code>finite = np.isfinite(analytic) & np.isfinite(measured)</code>. Begin with <code>errors = np.full(len(analytic), np.inf)</code>, and fill in
# <code>errors[finite]</code> only.
# </details>


# %% solution="compare_gradients"
def compare_gradients(
    analytic: np.ndarray,
    measured: np.ndarray,
    names: list[str],
    floor: float = 1e-5,
    tolerance: float = 1e-4,
) -> GradientReport:
    """Judge a gradient by its worst component.

    >>> print(compare_gradients(np.array([1.0, 3.0]), np.array([1.0, 4.0]), ["b", "w"]))
    FAILED: relative error 2.5e-01 in 'w' (analytic 3, measured 4)
    """
    ### BEGIN SOLUTION
    if analytic.shape != measured.shape:
        raise ValueError(f"the shapes differ: {analytic.shape} and {measured.shape}")
    finite = np.isfinite(analytic) & np.isfinite(measured)
    a, m = analytic[finite], measured[finite]
    errors = np.full(analytic.shape, np.inf)
    errors[finite] = np.abs(a - m) / np.maximum(np.maximum(np.abs(a), np.abs(m)), floor)
    worst = int(np.argmax(errors))
    return GradientReport(
        passed=bool(errors[worst] <= tolerance),
        worst_error=float(errors[worst]),
        worst_name=names[worst],
        analytic=float(analytic[worst]),
        measured=float(measured[worst]),
    )
    ### END SOLUTION


# %% tests="compare_gradients" name="error_and_verdict" points=2
_report = report_from(np.array([1.0, 3.0]), np.array([1.0, 4.0]), ["b", "w"])
assert abs(float(_report.worst_error) - 0.25) < 1e-9, (
    "for [1, 3] against [1, 4] the worst error is |3 - 4| / 4 = 0.25, got "
    f"{_report.worst_error}: divide the size of the difference, without its sign, by the largest of "
    "the two sizes and the floor (their maximum, not a sum)."
)
assert not _report.passed, (
    f"a gradient that is off by a quarter must not pass: expected False, got {_report.passed}."
)
_report = report_from(np.array([250.0, 0.0]), np.array([250.0, 3e-11]), ["b", "w"])
assert _report.passed, (
    "noise of 3e-11 beside a zero should pass, for the floor of 1e-5 makes an error of 3e-6 of it, "
    f"got passed = {_report.passed} with error {_report.worst_error}."
)
### BEGIN HIDDEN TESTS
for _a, _m, _floor, _want in (
    (4.0, 3.0, 1e-5, 0.25),
    (-3.0, -4.0, 1e-5, 0.25),
    (2.0, -2.0, 1e-5, 2.0),
    (1e-6, 3e-6, 1e-5, 0.2),
    (1e-6, 3e-6, 1e-9, 2 / 3),
    (1.0, 2.0, 10.0, 0.1),
    (0.0, 0.0, 1e-5, 0.0),
    (1e6, 1e6 + 5.0, 1e-5, 4.999975e-06),
):
    _report = report_from(np.array([7.0, _a]), np.array([7.0, _m]), ["b", "w"], _floor)
    _got = float(_report.worst_error)
    assert abs(_got - _want) <= 1e-9 * max(1.0, _want) and (_want < 1e-3 or _got > 0), (
        f"for {_a} against {_m} with the floor {_floor:g} expected the error {_want:.6g}, got "
        f"{_got:.6g}: the size of the difference over the largest of the two sizes and the floor. "
        "Sizes have no signs."
    )
for _off, _tolerance, _want in (
    (0.25, 0.25, True),
    (0.25, 0.2499, False),
    (0.0, 0.0, True),
    (0.5, 0.75, True),
):
    _report = report_from(np.array([1.0 - _off, 2.0]), np.array([1.0, 2.0]), ["b", "w"], 1e-5, _tolerance)
    assert bool(_report.passed) == _want, (
        f"for an error of {_off} and a tolerance of {_tolerance} expected passed = {_want}, got "
        f"{_report.passed}: at most the tolerance passes."
    )
for _a, _m, _want in (
    (1.0, 1.000105, False),
    (1.0, 1.000095, True),
    (0.0, 0.95e-9, True),
    (0.0, 1.05e-9, False),
):
    _report = report_from(np.array([_a, 5.0]), np.array([_m, 5.0]), ["b", "w"])
    assert bool(_report.passed) == _want, (
        f"for {_a} against {_m} with the floor and the tolerance left at their defaults expected "
        f"passed = {_want}, got {_report.passed} with error {_report.worst_error}."
    )
### END HIDDEN TESTS

# %% tests="compare_gradients" name="worst_component" points=2
_report = report_from(np.array([1000.0, 2.0, -0.01]), np.array([1001.0, 2.0, 0.01]), ["b", "bmi", "age"])
assert _report.worst_name == "age", (
    "1000 against 1001 is off by a thousandth, -0.01 against 0.01 by twice its size: expected the "
    f"worst component 'age', got {_report.worst_name!r}."
)
assert (float(_report.analytic), float(_report.measured)) == (-0.01, 0.01), (
    f"the report should hold that component's numbers, analytic -0.01 and measured 0.01, got "
    f"{_report.analytic} and {_report.measured}."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(5)
for _n in (1, 2, 8, 30):
    _names = [f"p{_i}" for _i in _rng.permutation(_n)]
    for _at in sorted({0, _n // 2, _n - 1}):
        _a = _rng.uniform(0.5, 2.0, size=_n) * _rng.choice([-1.0, 1.0], size=_n)
        _m = _a * (1 + _rng.uniform(-1e-3, 1e-3, size=_n))
        _m[_at] = _a[_at] * 1.5
        _report = report_from(_a, _m, list(_names))
        assert _report.worst_name == _names[_at], (
            f"of {_n} components number {_at} ({_names[_at]!r}) is off by a third and the "
            f"others by a thousandth, got {_report.worst_name!r}."
        )
        assert (float(_report.analytic), float(_report.measured)) == (_a[_at], _m[_at]), (
            f"the report should hold the numbers of {_names[_at]!r}, the analytic one first."
        )
_report = report_from(np.array([1.0, 2.0, 2.0]), np.array([1.0, 4.0, 4.0]), ["a", "b", "c"])
assert _report.worst_name == "b", (
    f"of several equally wrong components the first is reported: 'b', got {_report.worst_name!r}."
)
### END HIDDEN TESTS

# %% tests="compare_gradients" name="shapes_and_nan" points=2
_got = error_from(compare_gradients, np.ones((3, 1)), np.ones(3), ["a", "b", "c"])
assert _got == "ValueError", (
    f"for the shapes (3, 1) and (3,) expected a ValueError, got {_got}: compare the shapes "
    "before anything else."
)
_report = report_from(np.array([1.0, np.nan]), np.array([1.0, 2.0]), ["b", "w"])
assert not _report.passed and _report.worst_name == "w", (
    "for [1, nan] against [1, 2] expected a failure in 'w', got passed = "
    f"{_report.passed}, worst component {_report.worst_name!r}: comparisons with nan are false."
)
### BEGIN HIDDEN TESTS
for _shapes in (((2,), (3,)), ((3,), (1,)), ((1, 3), (3,)), ((1,), (3,))):
    _got = error_from(compare_gradients, *map(np.ones, _shapes), ["a", "b", "c"])
    assert _got == "ValueError", f"for the shapes {_shapes} expected a ValueError, got {_got}."
for _a, _m in (
    ([1.0, np.inf, 3.0], [1.0, np.inf, 3.0]),
    ([1.0, -np.inf, 3.0], [1.0, 2.0, 3.0]),
    ([1.0, 2.0, 3.0], [1.0, np.nan, 3.0]),
    ([1.0, 2.0, 3.0], [5.0, np.inf, 3.0]),
    ([1.0, np.nan, 3.0], [9.0, np.nan, 3.0]),
    ([1.0, np.inf, np.nan], [1.0, 2.0, 3.0]),
):
    _report = report_from(np.array(_a), np.array(_m), ["a", "b", "c"])
    assert not _report.passed and float(_report.worst_error) == np.inf, (
        f"for {_a} against {_m} expected a failure with an infinite error, got passed = "
        f"{_report.passed} with error {_report.worst_error}."
    )
    assert _report.worst_name == "b", (
        f"for {_a} against {_m} the first component that is not finite is 'b', got {_report.worst_name!r}."
    )
    _got = [float(_report.analytic), float(_report.measured)]
    assert np.array_equal(_got, [_a[1], _m[1]], equal_nan=True), (
        f"for {_a} against {_m} the report should hold the numbers of 'b' as they are, {_a[1]} and "
        f"{_m[1]}, got {_got}."
    )
### END HIDDEN TESTS

# %% [markdown]
# Your tools, put together, to take with you. (Flatten a matrix of parameters first.)


# %% locked="check_gradient"
def check_gradient(
    f: Callable, gradient: Callable, x: np.ndarray, names: list[str] | None = None
) -> GradientReport:
    """Compare `gradient(x)` with the numerical gradient of f at x, shape (n,)."""
    names = names or [f"x[{i}]" for i in range(len(x))]
    return compare_gradients(gradient(x), numerical_gradient(f, x), names)


def check_model(gradient: Callable, theta: np.ndarray, lam: float, delta: float) -> GradientReport:
    """Check a gradient of `robust_loss` on the patients' data."""
    return check_gradient(
        lambda t: robust_loss(t, X_patients, y_patients, lam, delta),
        lambda t: gradient(t, X_patients, y_patients, lam, delta),
        theta,
        parameter_names,
    )


# %% [markdown]
# The colleague had checked the gradient too, at zero, and it had passed. **Predict before you run:** how can both be true?

# %%
theta_somewhere = np.random.default_rng(1).normal(scale=0.3, size=11)
print("at zero:     ", check_model(suspect_gradient, np.zeros(11), lam=0.5, delta=1.0))
print("elsewhere:   ", check_model(suspect_gradient, theta_somewhere, lam=0.5, delta=1.0))
print("other delta: ", check_model(suspect_gradient, theta_somewhere, lam=0.0, delta=0.4))

# %% [markdown]
# Zeros and ones are where faults hide. **Check at a random point, with every setting away from 0 and 1**, and with more than one set of settings. Setting `lam=0` on purpose is then a way to *isolate* a term, as in the third line.
#
# When a *right* gradient fails the check, it is mostly one of these:
#
# | what you see | the reason | what to do |
# |---|---|---|
# | errors of 1e-3 to 1e-1, nearly everywhere | the model computes in float32 | check in float64 |
# | a different error each time | dropout or sampling in the loss | the same seed for every call |
# | one component wrong at one point | a kink (`relu`, `abs`, `max`) between $x-h$ and $x+h$ | another point |

# %% [markdown]
# ## 7 · Find the three faults
#
# ### Exercise 7 · Mend the gradient   ●●● 14 minutes
#
# Write `robust_gradient(theta, X, y, lam=0.5, delta=1.0)`: the gradient of `robust_loss` with respect to `theta`, an array of shape $(d + 1,)$, $b$ first. It must be right for every `theta` for which the loss does not overflow, `X` of shape $(n, d)$ and
# `y` $(n,)$ with $n, d \ge 1$, every `lam` ≥ 0 and `delta` > 0, and exact but for rounding: within $10^{-12}$ of its largest component. Write it as a formula: no differences, no complex step, no torch.
#
# Start from a copy of `suspect_gradient`, and let the checker lead you: run it, look at the component that it names, isolate (`lam=0.0`, then `delta=1.0`), mend, run again. For example, in a new cell:
#
# `print(check_model(robust_gradient, theta_somewhere, lam=0.3, delta=0.4))`
#
# <details><summary>Hint 1</summary>
# With <code>lam=0.0</code> and <code>delta=1.0</code> one fault is left. The picture of the Jacobian says which parameters disagree. Compare their two lines.
# </details>
# <details><summary>Hint 2</summary>
# Three questions. Is $\rho'(r)$ right for $\delta \ne 1$? Which derivatives does the chain rule multiply, for $b$ and for $w_j$? Which parameters does $\tfrac{\lambda}{2}\lVert\mathbf{w}\rVert^2$ contain?
# </details>
# <details><summary>Hint 3</summary>
# $\rho'(r) = r/\sqrt{1 + (r/\delta)^2}$. Then $\dfrac{\partial L}{\partial b} = \dfrac1n\sum_i \rho'(r_i)\,\hat y_i$ and
# $\dfrac{\partial L}{\partial w_j} = \dfrac1n\sum_i \rho'(r_i)\,\hat y_i\,x_{ij} + \lambda w_j$.
# </details>


# %% solution="mend_gradient"
def robust_gradient(
    theta: np.ndarray, X: np.ndarray, y: np.ndarray, lam: float = 0.5, delta: float = 1.0
) -> np.ndarray:
    """Return the gradient of `robust_loss` with respect to theta, shape (d + 1,).

    >>> robust_gradient(np.zeros(2), np.ones((1, 1)), np.ones(1))
    array([0., 0.])
    """
    ### BEGIN SOLUTION
    b, w = theta[0], theta[1:]
    y_hat = np.exp(b + X @ w)
    residuals = y_hat - y
    pull = residuals / np.sqrt(1 + (residuals / delta) ** 2) * y_hat
    return np.concatenate([[np.mean(pull)], X.T @ pull / len(y) + lam * w])
    ### END SOLUTION


# %% locked="torch_gradient"
def torch_gradient(theta: np.ndarray, X: np.ndarray, y: np.ndarray, lam: float, delta: float) -> np.ndarray:
    """Return the gradient of the robust loss by torch, which differentiates the loss itself."""
    t = torch.tensor(theta, dtype=torch.float64, requires_grad=True)
    residuals = torch.exp(t[0] + torch.tensor(X) @ t[1:]) - torch.tensor(y)
    data_term = (delta**2 * (torch.sqrt(1 + (residuals / delta) ** 2) - 1)).mean()
    (data_term + lam / 2 * (t[1:] ** 2).sum()).backward()
    return t.grad.numpy()


def small_problem(n: int, d: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return random theta (d + 1,), X (n, d) and y (n,)."""
    rng = np.random.default_rng(seed)
    return rng.normal(scale=0.5, size=d + 1), rng.normal(size=(n, d)), rng.uniform(0.3, 3.5, size=n)


def gradient_from(theta: np.ndarray, X: np.ndarray, y: np.ndarray, *settings) -> np.ndarray:
    """Return `robust_gradient(theta, X, y, *settings)`, found without torch or complex numbers."""
    exp = np.exp

    def refuse(*args, **kwargs):
        raise AssertionError("robust_gradient lets torch differentiate: write the formula yourself.")

    def real_exp(z, *args, **kwargs):
        assert not np.iscomplexobj(z), (
            "robust_gradient hands a complex number to np.exp, for a complex step: write the formula yourself."
        )
        return exp(z, *args, **kwargs)

    with (
        patch.multiple("torch", tensor=refuse, as_tensor=refuse, from_numpy=refuse),
        patch.multiple("torch.autograd", backward=refuse, grad=refuse),
        patch("numpy.exp", real_exp),
    ):
        return array_from(robust_gradient, theta, X, y, *settings, shape=theta.shape)


def judged(got: np.ndarray, want: np.ndarray, question: str) -> str:
    """Say how far apart two gradients are, and ask the question that fits the difference."""
    gap, size = np.abs(got - want).max(), np.abs(want).max()
    if gap < 1e-6 * size:
        question = "so close, but a numerical derivative is not exact enough: all formula, in float64?"
    elif np.allclose(got, -want, rtol=0, atol=1e-9 * size):
        question = "the sign is turned. The residual is y_hat minus y, and the penalty is added"
    elif np.allclose(np.roll(got, 1), want, rtol=0, atol=1e-9 * size):
        question = "b comes first, then the weights"
    return f"expected {want.round(6)}, got {got.round(6)}, off by up to {gap:.1e}: {question}"


# %% tests="mend_gradient" name="data_term" points=2
_theta, _X, _y = small_problem(5, 3, seed=0)
_got, _want = gradient_from(_theta, _X, _y, 0.0, 1.0), torch_gradient(_theta, _X, _y, 0.0, 1.0)
_question = (
    "does the chain rule multiply the same factors for b and for every weight, and is each "
    "component a mean over the patients?"
)
assert np.allclose(_got, _want, rtol=0, atol=1e-12 * np.abs(_want).max()), (
    f"for lam = 0 and delta = 1 {judged(_got, _want, _question)}"
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _d) in enumerate(((1, 1), (1, 6), (40, 2), (7, 7))):
    for _factor in (1, 6):
        _theta, _X, _y = small_problem(_n, _d, seed=10 + _seed)
        _theta = _factor * _theta
        _got = gradient_from(_theta, _X, _y, 0.0, 1.0)
        _want = torch_gradient(_theta, _X, _y, 0.0, 1.0)
        assert np.allclose(_got, _want, rtol=0, atol=1e-12 * np.abs(_want).max()), (
            f"for n = {_n}, d = {_d}, theta = {_theta.round(2)}, lam = 0, delta = 1 "
            f"{judged(_got, _want, 'is every share divided by n, and is no prediction cut off?')}"
        )
### END HIDDEN TESTS

# %% tests="mend_gradient" name="any_delta" points=2
_theta, _X, _y = small_problem(5, 3, seed=1)
_got, _want = gradient_from(_theta, _X, _y, 0.0, 0.4), torch_gradient(_theta, _X, _y, 0.0, 0.4)
_question = "if delta = 1 is right, differentiate rho on paper again and keep delta."
assert np.allclose(_got, _want, rtol=0, atol=1e-12 * np.abs(_want).max()), (
    f"for lam = 0 and delta = 0.4 {judged(_got, _want, _question)}"
)
### BEGIN HIDDEN TESTS
for _seed, _delta in enumerate((0.05, 0.7, 2.0, 30.0)):
    _theta, _X, _y = small_problem(20, 4, seed=20 + _seed)
    _got = gradient_from(_theta, _X, _y, 0.0, _delta)
    _want = torch_gradient(_theta, _X, _y, 0.0, _delta)
    assert np.allclose(_got, _want, rtol=0, atol=1e-12 * np.abs(_want).max()), (
        f"for lam = 0 and delta = {_delta} {judged(_got, _want, 'where does delta belong?')}"
    )
### END HIDDEN TESTS

# %% tests="mend_gradient" name="penalty" points=2
_theta, _X, _y = small_problem(5, 3, seed=2)
_got = gradient_from(_theta, _X, _y, 2.0, 1.0) - gradient_from(_theta, _X, _y, 0.0, 1.0)
_want = 2.0 * np.concatenate([[0.0], _theta[1:]])
_question = "what is the derivative of lam / 2 times w squared, and which parameters does it contain?"
assert np.allclose(_got, _want, rtol=0, atol=1e-12), (
    f"for the penalty's share of the gradient, with lam = 2 and theta = {_theta.round(3)}, "
    f"{judged(_got, _want, _question)}"
)
### BEGIN HIDDEN TESTS
for _seed, (_lam, _delta) in enumerate(((0.03, 0.5), (1.0, 1.0), (0.5, 3.0), (4.0, 0.2))):
    _theta, _X, _y = small_problem(9, 1 + _seed, seed=30 + _seed)
    _got = gradient_from(_theta, _X, _y, _lam, _delta) - gradient_from(_theta, _X, _y, 0.0, _delta)
    _want = _lam * np.concatenate([[0.0], _theta[1:]])
    assert np.allclose(_got, _want, rtol=0, atol=1e-12), (
        f"for the penalty's share, with lam = {_lam}, delta = {_delta}, n = 9, d = {1 + _seed}, "
        f"{judged(_got, _want, _question)}"
    )
_got = gradient_from(_theta, _X, _y) - gradient_from(_theta, _X, _y, 0.5, 1.0)
assert np.allclose(_got, 0.0, rtol=0, atol=1e-12), (
    "without lam and delta the gradient should be that for lam = 0.5 and delta = 1: keep the "
    "defaults of the signature."
)
### END HIDDEN TESTS

# %% [markdown]
# Now with what a professional would use. `scipy.optimize.approx_fprime` is a forward difference (`check_grad` compares it with your gradient), and torch needs no differences at all.

# %%
print(check_model(robust_gradient, theta_somewhere, lam=0.3, delta=0.4))

settings = (X_patients, y_patients, 0.3, 0.4)
by_torch = torch_gradient(theta_somewhere, *settings)
by_scipy = approx_fprime(theta_somewhere, robust_loss, 1.5e-8, *settings)
by_you = numerical_gradient(lambda t: robust_loss(t, *settings), theta_somewhere)
by_formula = robust_gradient(theta_somewhere, *settings)
for name, g_by in (("scipy, forward", by_scipy), ("you, central", by_you), ("you, formula", by_formula)):
    print(f"{name:>15}: largest difference from torch {np.abs(g_by - by_torch).max():.0e}")

# %% [markdown]
# The two rows of the table in section 2: eight digits forward, ten to eleven central.
#
# Why did the colleague's own check pass? At zero all predictions are $e^0 = 1$, so the missing factor $\hat y$ did not matter; the penalty's derivative is 0, for $b$ too; and $\delta = 1$ is its own square. Now the training, from the start of this lesson, with your gradient:

# %%
theta_mended, losses_mended = descend(robust_gradient)
answer = minimize(
    robust_loss, np.zeros(11), args=(X_patients, y_patients), jac=robust_gradient, method="BFGS"
)
print("scipy says:", answer.message)

for name, theta in (("colleague's", theta_suspect), ("your", theta_mended)):
    y_mean = 100 * np.exp(theta[0] + X_patients @ theta[1:]).mean()
    print(f"average prediction, {name} gradient: {y_mean:.0f} points")
print(f"average progression: {100 * y_patients.mean():.0f} points")

_, ax = plt.subplots(figsize=(7, 3.8), layout="constrained")
ax.plot(losses_suspect, color=ORANGE, label="the colleague's gradient")
ax.plot(losses_mended, color=BLUE, label="your gradient")
ax.axhline(answer.fun, color="black", lw=1, ls=":", label="minimum, by scipy")
ax.set(xlabel="step", ylabel="loss", ylim=(0.12, 0.25), xlim=(0, 100), title="Both fall, one arrives")
ax.legend()
plt.show()

# %% [markdown]
# ## What you can do now
#
# | | at work |
# |---|---|
# | ☑ approximate a derivative and predict its error | choosing a step for a sensitivity analysis; knowing why a check in float32 fails |
# | ☑ compute any gradient, with a step for each variable | a reference for custom losses, layers, simulators that have no gradient |
# | ☑ find the slope in any direction | a two-call alarm for models of any size; line searches in every optimiser |
# | ☑ compute Jacobians and Hessians, and predict with them | error propagation, Newton's method, uncertainty of fitted parameters |
# | ☑ check a gradient, name its worst component, mend it | "precision loss" from an optimiser, `gradcheck` in the tests of a PyTorch extension |
#
# Keep `check_gradient`. And keep the habit: **a random point, no setting at 0 or 1, float64, and a relative error per component.**
#
# **Go further**
#
# - *Mathematics for Machine Learning* (Deisenroth, Faisal, Ong), [chapter 5](https://mml-book.github.io), sections 5.1 to 5.5 and 5.8: the same path with more proofs, and gradients of matrices.
# - MIT OpenCourseWare, [18.02 Multivariable Calculus](https://ocw.mit.edu/courses/18-02sc-multivariable-calculus-fall-2010/), unit 2: gradients, level curves and directional derivatives, with pictures that move.
# - PyTorch, [Gradcheck mechanics](https://docs.pytorch.org/docs/stable/notes/gradcheck.html): your checker in production, with its fast mode and its treatment of complex functions.
