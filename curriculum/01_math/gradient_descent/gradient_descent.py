# ---
# title: Gradient descent
# minutes: 120
# difficulty: 2
# prerequisites: [backpropagation, derivatives_and_gradients, eigenvalues_and_svd]
# summary: Build six optimisers, know from the eigenvalues how fast each can be, and referee a fair race between them.
# proves:
#   math.optimisation: [speed_limits, heavy_ball, adam, sgd, convexity, newton, race]
# ---

# %% [markdown]
# # Gradient descent
#
# In *Vectors and matrices* you predicted the progress of 442 patients' diabetes from ten measurements, and QR
# found the best weights in one go. A model with a million weights cannot be solved like that, so a colleague
# practises on the small one with **gradient descent**: start at zero, and step against the gradient, ten thousand
# times. The step size was found by trial: $3\cdot10^{-5}$ makes the loss explode, $2\cdot10^{-5}$ works.
#
# **Predict before you run:** the curve below falls, then lies flat for thousands of steps. Is the training
# finished?

# %% locked="imports"
import copy
import functools
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np
import torch
from ipywidgets import FloatSlider, interact
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.linear_model import LogisticRegression

BLUE, ORANGE, GREEN, PINK, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#6B7280"
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

# %% locked="patients"
diabetes = load_diabetes(scaled=False)  # the raw table, in the units of the laboratory
progression = diabetes.target
names = ["constant", "age", "sex", "bmi", "bp", "tc", "ldl", "hdl", "tch", "ltg", "glu"]
standardised = (diabetes.data - diabetes.data.mean(axis=0)) / diabetes.data.std(axis=0)
X_raw = np.column_stack([np.ones(442), diabetes.data])  # a column of ones, for the constant term
X_std = np.column_stack([np.ones(442), standardised])
w_std = np.linalg.lstsq(X_std, progression, rcond=None)[0]  # the best weights of the standardised table


def squares_loss(X: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    """Return half the mean square of X w - y."""
    return float(np.mean((X @ w - y) ** 2) / 2)


def squares_gradient(X: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return the gradient of `squares_loss` with respect to w."""
    return X.T @ (X @ w - y) / len(y)


def typical_error(X: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    """Return the root mean square of X w - y, in points of progression."""
    return float(np.sqrt(2 * squares_loss(X, y, w)))


grad_std = functools.partial(squares_gradient, X_std, progression)


# %%
def gradient_descent(grad: Callable, x0: np.ndarray, lr: float, n_steps: int) -> np.ndarray:
    """Return the path of n_steps steps from x0, shape (n_steps + 1, n)."""
    path = [x0]
    for _ in range(n_steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)


path = gradient_descent(lambda w: squares_gradient(X_raw, progression, w), np.zeros(11), 2e-5, 10_000)
errors = [typical_error(X_raw, progression, w) for w in path]
for k in (100, 1000, 5000, 9000, 10_000):
    print(f"after {k:6,d} steps: typical error {errors[k]:.2f} points")

_, ax = plt.subplots(figsize=(7, 3.4))
ax.plot(errors, color=ORANGE)
ax.set(
    xlabel="step",
    ylabel="typical error (points)",
    ylim=(50, 80),
    title="The curve has gone flat: finished?",
)
plt.show()

# %%
w_best = np.linalg.lstsq(X_raw, progression, rcond=None)[0]
print(f"the best weights: typical error {typical_error(X_raw, progression, w_best):.2f} points")
for name, best, now in zip(names, w_best, path[-1]):
    print(f"{name:>9s}: best weight {best:8.2f}, after 10,000 steps {now:6.2f}")

# %% [markdown]
# Flat, and nowhere near. The constant should be −335 and has hardly left 0; five weights have the wrong sign. The
# last thousand steps won 0.02 of the 2.8 points that are missing. No bug: every step was taken correctly, and the
# gradient is right. **A flat curve does not say that you have arrived. It says that you have stopped getting
# anywhere.** At the end of section 1 you will be able to say how many steps are missing: some 180 million.
#
# Everything that trains a neural network is a variation on this loop, so it pays to know what makes it slow, what
# makes it explode, and what each of the famous names (momentum, Adam, SGD, Newton) does about it.
#
# **You will be able to**
#
# 1. predict from a Hessian which step sizes explode, and how many steps the best one needs;
# 2. write heavy-ball momentum and tune it, and find three silent faults in an Adam;
# 3. train on minibatches, and predict at which height the noise stops you;
# 4. decide whether a surface is convex, by its curvature or by a chord that convicts it;
# 5. write a Newton method that survives bad starts, and referee a race of optimisers that is fair.
#
# **Before this:** [Eigenvalues and SVD](../eigenvalues_and_svd/eigenvalues_and_svd.ipynb),
# [Derivatives and gradients](../derivatives_and_gradients/derivatives_and_gradients.ipynb),
# [Backpropagation](../backpropagation/backpropagation.ipynb). **Not here:** constraints; large networks and their
# schedules (module 3).
#
# **Notation.** $f:\mathbb{R}^n\to\mathbb{R}$ is what we minimise, $\mathbf{x}_k$ the point after $k$ steps,
# $\mathbf{x}^\ast$ the minimum, $\nabla f$ the gradient, $\mathbf{H}$ the Hessian with eigenvalues
# $\lambda_{\min} \le \dots \le \lambda_{\max}$, $\eta$ the learning rate (step size, `lr`), $\kappa$ the
# condition number (`cond`). Where $f$ is the loss of a model, the point is its weights $\mathbf{w}$.
#
# **Data.** The diabetes table (Efron, Hastie, Johnstone and Tibshirani, 2004) and the breast cancer table
# (Wolberg, Street and Mangasarian, 1995; UCI repository, CC BY 4.0), both as distributed with scikit-learn.

# %% [markdown]
# ### Warm-up
#
# 1. Taylor's second-order model is
#    $f(\mathbf{x}+\mathbf{p}) \approx f(\mathbf{x}) + \mathbf{g}^\top\mathbf{p} + \tfrac12\mathbf{p}^\top\mathbf{H}\mathbf{p}$.
#    What are $\mathbf{g}$ and $\mathbf{H}$, and which short $\mathbf{p}$ goes down fastest?
#
# <details><summary>Answer</summary>
#
# The gradient and the Hessian at $\mathbf{x}$. For short $\mathbf{p}$ the linear term rules, and of all
# directions $-\mathbf{g}$ is the steepest way down.
# </details>
#
# 2. A symmetric matrix has the eigenvalues 2 and 50, with eigenvectors $\mathbf{v}_1$ and $\mathbf{v}_2$. What
#    does it make of $3\mathbf{v}_1 - \mathbf{v}_2$, and what is its condition number?
#
# <details><summary>Answer</summary>
#
# $6\mathbf{v}_1 - 50\mathbf{v}_2$: each eigenvector is only stretched, by its own eigenvalue.
# $\kappa = 50/2 = 25$. And the two eigenvectors are at right angles, as the matrix is symmetric.
# </details>
#
# 3. What does one gradient of a network with a million weights cost, by backpropagation? And a Hessian?
#
# <details><summary>Answer</summary>
#
# The gradient: a few runs of the network, however many weights there are. The Hessian has $10^{12}$ entries. This
# is why the optimisers of deep learning use gradients only, and it is the reason for most of this lesson.
# </details>

# %% locked="testing_tools"
def shown(value) -> str:
    """Return an argument as the messages of the tests print it."""
    if isinstance(value, np.ndarray):
        return np.array2string(value, precision=6, separator=", ", threshold=16).replace("\n", "")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {shown(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, np.random.Generator):
        return "a Generator"
    if callable(value):
        name = getattr(value, "__name__", "<lambda>")
        return "a function" if name == "<lambda>" else name.lstrip("_")
    return repr(value)


def call(function: Callable, *arguments, by_copy: bool = True, may_be_none: bool = False, **settings):
    """Return function(*arguments, **settings), without warnings; an error or None becomes an AssertionError."""
    asked = ", ".join([*map(shown, arguments), *(f"{name}={shown(value)}" for name, value in settings.items())])
    asked = f"{function.__name__}({asked})"
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = function(*(copy.deepcopy(arguments) if by_copy else arguments), **settings)
    except (NotImplementedError, AssertionError):
        raise
    except Exception as error:
        raise AssertionError(
            f"{asked}: expected a result, got {type(error).__name__}: {error}. Call it in a cell of your own to see where."
        ) from error
    assert result is not None or may_be_none, f"{asked} returned None: does every way through the function end in a return?"
    return result


def as_array(result, shape: tuple[int, ...], what: str) -> np.ndarray:
    """Return the result as a float array, after a check of its shape."""
    assert result is not None, f"{what}: expected numbers of shape {shape}, got None."
    try:
        array = np.asarray(result, dtype=float)
    except (TypeError, ValueError):
        array = None
    got = f"something of shape {array.shape}" if array is not None else f"a {type(result).__name__}"
    assert array is not None and array.shape == shape, f"{what}: expected numbers of shape {shape}, got {got}."
    return array


def torch_path(optimiser, grad: Callable, x0: np.ndarray, n_steps: int, **settings) -> np.ndarray:
    """Return the path that an optimiser of torch takes, shape (n_steps + 1, n), in double precision."""
    x = torch.tensor(x0, dtype=torch.float64, requires_grad=True)
    stepper = optimiser([x], **settings)
    path = [x.detach().numpy().copy()]
    for _ in range(n_steps):
        x.grad = torch.tensor(grad(path[-1]), dtype=torch.float64)
        stepper.step()
        path.append(x.detach().numpy().copy())
    return np.array(path)


def random_bowl(n: int, seed: int, cond: float) -> np.ndarray:
    """Return a random symmetric matrix (n, n) with positive eigenvalues and the condition number `cond`."""
    rng = np.random.default_rng(seed)
    Q, _ = np.linalg.qr(rng.normal(size=(n, n)))
    eigenvalues = rng.permutation(rng.uniform(0.1, 3.0) * np.geomspace(1.0, cond, n))
    H = Q * eigenvalues @ Q.T
    return (H + H.T) / 2


# %% [markdown]
# ## 1 · How long a step?
#
# Take the simplest valley, $f(x) = \tfrac12\lambda x^2$ with the curvature $\lambda > 0$. Its gradient is
# $\lambda x$, so a step reads
#
# $$x_{k+1} = x_k - \eta\lambda x_k = (1 - \eta\lambda)\,x_k .$$
#
# Every step multiplies the distance from the minimum by the same number, $1-\eta\lambda$. All that can happen is
# in this table:
#
# | $\eta\lambda$ | factor | what you see |
# |---|---|---|
# | 0 … 1 | 1 … 0 | creeps in from one side |
# | 1 | 0 | arrives in one step |
# | 1 … 2 | 0 … −1 | leaps across, and in |
# | 2 | −1 | leaps to and fro for ever |
# | above 2 | below −1 | explodes |
#
# So $\eta$ must stay below $2/\lambda$. Now many dimensions. By Taylor every smooth $f$ looks, near its minimum,
# like $f(\mathbf{x}^\ast) + \tfrac12\mathbf{e}^\top\mathbf{H}\mathbf{e}$ with the error
# $\mathbf{e} = \mathbf{x}-\mathbf{x}^\ast$, and the gradient like $\mathbf{H}\mathbf{e}$. Write the error in the
# eigenvectors of $\mathbf{H}$, $\mathbf{e} = \sum_i c_i\mathbf{v}_i$; as in the warm-up, each is only stretched:
#
# $$\mathbf{e}_{k+1} = (\mathbf{I}-\eta\mathbf{H})\,\mathbf{e}_k \quad\Longleftrightarrow\quad c_i \leftarrow (1-\eta\lambda_i)\,c_i \quad\text{for every } i .$$
#
# **Many dimensions are many one-dimensional valleys that must share one step size.** The steepest,
# $\lambda_{\max}$, dictates how large it may be. (Textbooks write $2/L$ for the bound, with a constant
# $L \ge \lambda_{\max}$; here $L$ is a loss.) The flattest, $\lambda_{\min}$, then waits. The slowest direction
# decides when you arrive:


# %% locked="contraction"
def contraction(eigenvalues: np.ndarray, lr: float) -> float:
    """Return the factor by which a step shrinks the error in its slowest direction."""
    return float(np.abs(1 - lr * eigenvalues).max())


# %% locked="fats"
X_fats = standardised[:, [4, 5]]  # two blood fats: total cholesterol and LDL
y_fats = progression - progression.mean()
H_fats = X_fats.T @ X_fats / len(X_fats)  # the Hessian of half the mean square
eigenvalues_fats = np.linalg.eigvalsh(H_fats)
grad_fats = functools.partial(squares_gradient, X_fats, y_fats)

# %%
print("Hessian:", H_fats.round(3).tolist(), "  eigenvalues:", eigenvalues_fats.round(3))
for lr in (0.5, 1.0, 1.05, 1.1):
    print(f"lr = {lr:4.2f}: slowest factor {contraction(eigenvalues_fats, lr):.3f}")

# %% [markdown]
# This is the loss of a model with the two fats only, so that we can draw it. **Predict before you run:** three
# step sizes, half of the best one, the best one, and 2% over the bound. What will the paths look like?

# %%
w_fats = np.linalg.solve(H_fats, X_fats.T @ y_fats / len(y_fats))
bound_fats = 2 / eigenvalues_fats[-1]
best_fats = 2 / eigenvalues_fats.sum()


def draw_path(path: np.ndarray, title: str, ax: plt.Axes, colour: str = ORANGE) -> None:
    """Draw a path of weights over the contours of the loss of the two fats."""
    a, b = np.meshgrid(np.linspace(-12, 42, 120), np.linspace(-32, 22, 120))
    grid = np.stack([a, b], axis=-1) - w_fats
    heights = np.einsum("...i,ij,...j->...", grid, H_fats, grid) / 2
    ax.contour(a, b, heights, levels=np.geomspace(1, 1500, 12), colors=GREY, linewidths=0.6, alpha=0.7)
    ax.plot(*path.T, "o-", color=colour, markersize=3, linewidth=1.2)
    ax.plot(*w_fats, "*", color="black", markersize=11)
    ax.set(xlim=(-12, 42), ylim=(-32, 22), aspect="equal", title=title)
    ax.set(xlabel="weight of tc (points)", ylabel="weight of ldl (points)")


_, axes = plt.subplots(1, 3, figsize=(12, 4.2))
for ax, lr, text in zip(
    axes, (best_fats / 2, best_fats, 1.02 * bound_fats), ("half of the best", "the best", "2% over the bound")
):
    draw_path(gradient_descent(grad_fats, np.zeros(2), lr, 25), f"{text}: η = {lr:.3f}", ax)
plt.suptitle("Too small creeps along the valley, too large climbs its walls", fontsize=12)
plt.show()

# %% [markdown]
# The "best" step is the one for which the slowest factor is smallest. As $\eta$ grows, the flat direction's
# $\lvert1-\eta\lambda_{\min}\rvert$ falls and the steep direction's $\lvert1-\eta\lambda_{\max}\rvert$, past its
# zero, rises. Where the two are equal, neither can be improved without hurting the other:
#
# $$1-\eta\lambda_{\min} = \eta\lambda_{\max}-1 \quad\Rightarrow\quad \eta^\ast = \frac{2}{\lambda_{\min}+\lambda_{\max}}, \qquad
# \text{factor}^\ast = \frac{\kappa-1}{\kappa+1}, \qquad \kappa = \frac{\lambda_{\max}}{\lambda_{\min}} .$$
#
# The **condition number** again: in *Eigenvalues and SVD* it said how errors are magnified, here it says how slow
# the descent must be. For large $\kappa$ the factor is about $1 - 2/\kappa$, so **the number of steps grows in
# proportion to $\kappa$**.

# %%
lrs = np.linspace(0, 1.35, 300)
_, ax = plt.subplots(figsize=(7, 3.8))
for eigenvalue, colour, text, place in zip(
    eigenvalues_fats, (BLUE, ORANGE), ("flat direction", "steep direction"), ((0.13, 0.98), (0.31, 0.4))
):
    ax.plot(lrs, np.abs(1 - lrs * eigenvalue), color=colour)
    ax.annotate(text, place, xytext=(9, 5), textcoords="offset points", color=colour)
ax.axvline(bound_fats, color=GREY, linestyle="--", linewidth=1)
ax.annotate("bound: 2/λmax", (bound_fats, 0.12), xytext=(5, 0), textcoords="offset points", color=GREY)
ax.plot(best_fats, contraction(eigenvalues_fats, best_fats), "o", color="black")
ax.annotate("best", (best_fats, 0.9), xytext=(-44, -16), textcoords="offset points")
ax.set(
    xlabel="learning rate η",
    xlim=(0, 1.35),
    ylabel="factor per step",
    ylim=(0, 1.4),
    title="The best step lies where flat and steep are equally slow",
)
plt.show()


# %% [markdown]
# ### Exercise 1 · Speed limits   ●○○ 8 minutes
#
# `speed_limits(H)` takes a Hessian `H`, a symmetric array of shape (n, n), n ≥ 1, whose eigenvalues are all
# positive, and returns a `SpeedLimits` (the class below) with four floats:
#
# - `cond`, the condition number $\lambda_{\max}/\lambda_{\min}$;
# - `bound`, the learning rate from which on gradient descent no longer shrinks every error;
# - `best_lr`, the learning rate with the smallest factor, and `factor`, that factor.
#
# `steps_needed(factor, shrink)` takes a factor per step, 0 ≤ `factor` < 1, and a goal, 0 < `shrink` ≤ 1. It
# returns the smallest whole number $k \ge 0$ for which $\text{factor}^k \le \text{shrink}$ (an int; a float
# without a fraction will do). With `factor` 0 one step does everything (and none is needed for `shrink` 1). Where
# only rounding decides, as for 0.1 and 1e-3, either neighbour is right. The answer may be hundreds of millions, so
# a loop that counts would keep you waiting.
#
# `np.linalg` is yours to use, as in the rest of the lesson. Here and below NumPy's scalars are as good as Python's:
# `np.float64(0.5)` is a right answer where an example shows `0.5`.
#
# <details><summary>Hint 1</summary>
#
# All four come from the smallest and the largest eigenvalue. `np.linalg.eigvalsh` is made for symmetric matrices
# and sorts; `np.linalg.eigvals` does neither.
# </details>
# <details><summary>Hint 2</summary>
#
# $\text{factor}^k \le \text{shrink}$: take logarithms. Both are negative (or zero), so dividing by
# $\log\text{factor}$ turns the inequality round: $k \ge \log\text{shrink}/\log\text{factor}$.
# </details>
# <details><summary>Hint 3</summary>
#
# `math.ceil(math.log(shrink) / math.log(factor))`, after the case `factor == 0` has been dealt with:
# `math.log(0)` is an error.
# </details>


# %% locked="speed_limits_class"
@dataclass(frozen=True)
class SpeedLimits:
    """What the eigenvalues of a Hessian say about gradient descent."""

    cond: float
    bound: float
    best_lr: float
    factor: float


# %% solution="speed_limits"
def speed_limits(H: np.ndarray) -> SpeedLimits:
    """Return condition number, bound, best learning rate and its factor, for a positive definite H.

    >>> speed_limits(np.array([[1.0, 0.0], [0.0, 3.0]])).factor
    0.5
    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(H)
    smallest, largest = float(eigenvalues[0]), float(eigenvalues[-1])
    return SpeedLimits(
        cond=largest / smallest,
        bound=2 / largest,
        best_lr=2 / (smallest + largest),
        factor=(largest - smallest) / (largest + smallest),
    )
    ### END SOLUTION


def steps_needed(factor: float, shrink: float) -> int:
    """Return the smallest whole k >= 0 with factor ** k <= shrink.

    >>> steps_needed(0.5, 0.1)
    4
    """
    ### BEGIN SOLUTION
    if factor == 0:
        return int(shrink < 1)
    return math.ceil(math.log(shrink) / math.log(factor))
    ### END SOLUTION


# %% tests="speed_limits" name="limits" points=2
_questions = {
    "cond": "the largest eigenvalue over the smallest",
    "bound": "which eigenvalue forbids large steps, and when is its factor -1?",
    "best_lr": "where are the factors of the flattest and of the steepest direction equally large?",
    "factor": "put best_lr into |1 - lr λ|",
}
for _H, _want in (
    (np.diag([1.0, 3.0]), SpeedLimits(3.0, 2 / 3, 0.5, 0.5)),
    (np.diag([4.0, 0.5, 2.0]), SpeedLimits(8.0, 0.5, 2 / 4.5, 7 / 9)),
):
    _got = call(speed_limits, _H)
    assert isinstance(_got, SpeedLimits), f"expected a SpeedLimits, got a {type(_got).__name__}."
    for _name, _question in _questions.items():
        _value = float(as_array(getattr(_got, _name), (), f"{_name} for H = {_H.tolist()}"))
        assert abs(_value - getattr(_want, _name)) < 1e-6, (
            f"for H = {_H.tolist()} expected {_name} = {getattr(_want, _name):.6g}, got {_value:.6g}: {_question}"
        )
### BEGIN HIDDEN TESTS
for _seed, (_n, _cond) in enumerate(((1, 1.0), (2, 40.0), (3, 1.5), (6, 1e3), (11, 2e4))):
    _H = random_bowl(_n, _seed, _cond)
    _lambdas = np.linalg.eigvalsh(_H)
    _got = call(speed_limits, _H)
    assert isinstance(_got, SpeedLimits), f"expected a SpeedLimits, got a {type(_got).__name__}."
    _want = SpeedLimits(
        _lambdas[-1] / _lambdas[0],
        2 / _lambdas[-1],
        2 / (_lambdas[0] + _lambdas[-1]),
        contraction(_lambdas, 2 / (_lambdas[0] + _lambdas[-1])),
    )
    for _name, _question in _questions.items():
        _value = float(as_array(getattr(_got, _name), (), f"{_name} for a random H of size {_n}"))
        assert np.isclose(_value, getattr(_want, _name), rtol=1e-6, atol=1e-9), (
            f"for a random {_n} by {_n} Hessian with eigenvalues {_lambdas.round(4).tolist()} expected {_name} = "
            f"{getattr(_want, _name):.6g}, got {_value:.6g}: {_question}"
        )
### END HIDDEN TESTS
assert np.isfinite(_value), "the numbers should be finite."

# %% tests="speed_limits" name="steps" points=2
for _factor, _shrink, _want in ((0.5, 0.1, 4), (0.9, 0.5, 7), (0.5, 0.25, 2)):
    _got = float(as_array(call(steps_needed, _factor, _shrink), (), "the number of steps"))
    assert _got == _want, (
        f"expected {_want} steps for factor {_factor} and shrink {_shrink}, as {_factor}^{_want - 1} = "
        f"{_factor ** (_want - 1):.3g} and {_factor}^{_want} = {_factor**_want:.3g}, got {_got:g}."
    )
### BEGIN HIDDEN TESTS
for _factor, _shrink, _want in (
    (0.0, 1e-9, 1),
    (0.0, 0.999, 1),
    (0.0, 1.0, 0),
    (0.7, 1.0, 0),
    (0.5, 0.9, 1),
    (0.5, 0.5, 1),
    (0.25, 2.0**-20, 10),
    (0.99, 1e-3, 688),
    (1e-4, 0.5, 1),
    (1e-4, 2e-5, 2),
):
    _got = float(as_array(call(steps_needed, _factor, _shrink), (), "the number of steps"))
    assert _got == _want, f"expected {_want} steps for factor {_factor} and shrink {_shrink}, got {_got:g}."
_got = float(as_array(call(steps_needed, 1 - 1e-6, 1e-3), (), "the number of steps"))
assert abs(_got - 6907752) < 2, f"expected 6,907,752 steps for factor 1 - 1e-6 and shrink 1e-3, got {_got:,.0f}."
### END HIDDEN TESTS
assert _got == int(_got), "the number of steps should be whole."

# %% [markdown]
# Now the opening can be explained. **Predict before you run:** the Hessian of the patients' loss is
# $\mathbf{X}^\top\mathbf{X}/n$. One column holds ones, another cholesterols near 200. How large is $\kappa$, and
# what does **standardising** do to it (subtract the mean from each column and divide by its standard deviation)?

# %%
for text, X in (("laboratory units", X_raw), ("standardised", X_std)):
    limits = speed_limits(X.T @ X / len(X))
    n_steps = steps_needed(limits.factor, 1e-3)
    print(f"{text:>16s}: condition number {limits.cond:12,.0f}, bound {limits.bound:.3g}, ", end="")
    print(f"steps for an error 1000 times smaller: {n_steps:,}")

limits_std = speed_limits(X_std.T @ X_std / 442)
path = gradient_descent(grad_std, np.zeros(11), limits_std.best_lr, 1624)
print(f"and indeed: {np.linalg.norm(path[-1] - w_std) / np.linalg.norm(w_std):.1e} of the error is left after 1624")

# %% [markdown]
# The bound $2.72\cdot10^{-5}$ is what the colleague found by trial between $2\cdot10^{-5}$ and $3\cdot10^{-5}$.
# And one line of preparation replaces 180 million steps by 1624: standardising removes what comes from **units**.
# What is left, $\kappa = 470$, is in the data: the blood fats lean on each other, as you saw two lessons ago, and
# no change of units helps against that. (The forecast is for the worst case, an error that lies wholly in the
# slowest directions. This one did not, and a third of a thousandth is left.)

# %% [markdown]
# ## 2 · Momentum
#
# Gradient descent has no memory. In a narrow valley it leaps from wall to wall, and the little progress along the
# floor is all the same in every step. So let the steps add up: a **velocity** $\mathbf{v}$ in which the leaps
# cancel and the progress accumulates. This is **heavy-ball momentum** (Polyak, 1964), in the form that torch
# uses, starting from $\mathbf{v}_0 = \mathbf{0}$:
#
# $$\mathbf{v}_{k+1} = \beta\,\mathbf{v}_k + \nabla f(\mathbf{x}_k), \qquad \mathbf{x}_{k+1} = \mathbf{x}_k - \eta\,\mathbf{v}_{k+1}, \qquad 0 \le \beta < 1 .$$
#
# A gradient that stays the same adds up to $1 + \beta + \beta^2 + \dots = 1/(1-\beta)$ of itself: tenfold for
# $\beta = 0.9$.
#
# By how much is it faster? Once more look at one eigenvector, with coefficient $c$. Eliminate the velocity (it is
# $(c_{k-1} - c_k)/\eta$ before the step):
#
# $$c_{k+1} = (1 + \beta - \eta\lambda)\,c_k - \beta\,c_{k-1} .$$
#
# Try $c_k = z^k$, and $z$ must solve $z^2 - (1+\beta-\eta\lambda)\,z + \beta = 0$. The product of the two roots
# is $\beta$. If they are complex, they are conjugate, so **both have the absolute value $\sqrt\beta$, whatever
# $\lambda$ is**: all directions arrive together. They are complex while
# $(1-\sqrt\beta)^2 < \eta\lambda < (1+\sqrt\beta)^2$. Stretch this range to hold all eigenvalues and no more,
# $\eta\lambda_{\min} = (1-\sqrt\beta)^2$ and $\eta\lambda_{\max} = (1+\sqrt\beta)^2$, and take roots:
#
# $$\sqrt{\beta} = \frac{\sqrt\kappa-1}{\sqrt\kappa+1}, \qquad \eta = \frac{4}{\bigl(\sqrt{\lambda_{\min}}+\sqrt{\lambda_{\max}}\bigr)^2} .$$
#
# Compare with section 1: the factor is the same formula, with $\sqrt\kappa$ in the place of $\kappa$. **The
# number of steps grows with $\sqrt\kappa$.** Predict before you go on: by what factor is that faster at
# $\kappa = 470$?

# %% [markdown]
# ### Exercise 2 · The heavy ball   ●●○ 10 minutes
#
# `heavy_ball(grad, x0, lr, beta, n_steps)` takes a function `grad` (point of shape (n,) → gradient of shape
# (n,)), a start `x0`, a float array of shape (n,), `lr` > 0, 0 ≤ `beta` < 1 and `n_steps` ≥ 0. It returns the
# path, shape (n_steps + 1, n), in double precision: row 0 is `x0`, row $k$ the point after $k$ steps. For
# $\beta = 0$ it is gradient descent. Do not change `x0`.
#
# `tuned_heavy_ball(H)` takes a Hessian as in Exercise 1 and returns the pair `(lr, beta)` of the two formulas,
# floats.
#
# <details><summary>Hint 1</summary>
#
# `gradient_descent` at the top of the lesson needs one more variable. Which line has to come first, that of the
# velocity or that of the point?
# </details>
# <details><summary>Hint 2</summary>
#
# `v = beta * v + grad(x)`, then `x = x - lr * v`, both with the new values. Written with `-=` the array changes
# in place, and a list of paths would hold the same array many times.
# </details>
# <details><summary>Hint 3</summary>
#
# For the tuning: `np.sqrt` of the smallest and of the largest eigenvalue, say `a` and `b`. Then
# $\sqrt\beta = (b-a)/(b+a)$; mind that $\beta$ is the *square* of this.
# </details>


# %% solution="heavy_ball"
def heavy_ball(grad: Callable, x0: np.ndarray, lr: float, beta: float, n_steps: int) -> np.ndarray:
    """Return the path of gradient descent with momentum, shape (n_steps + 1, n).

    >>> heavy_ball(lambda x: 2 * x, np.array([1.0]), lr=0.1, beta=0.5, n_steps=2).ravel()
    array([1.  , 0.8 , 0.54])
    """
    ### BEGIN SOLUTION
    v = np.zeros_like(x0)
    path = [x0]
    for _ in range(n_steps):
        v = beta * v + grad(path[-1])
        path.append(path[-1] - lr * v)
    return np.array(path)
    ### END SOLUTION


def tuned_heavy_ball(H: np.ndarray) -> tuple[float, float]:
    """Return the best (lr, beta) for a positive definite Hessian H.

    >>> tuned_heavy_ball(np.array([[0.25, 0.0], [0.0, 2.25]]))
    (1.0, 0.25)
    """
    ### BEGIN SOLUTION
    roots = np.sqrt(np.linalg.eigvalsh(H))
    span = roots[0] + roots[-1]
    return float(4 / span**2), float(((roots[-1] - roots[0]) / span) ** 2)
    ### END SOLUTION


# %% tests="heavy_ball" name="path" points=2
_got = as_array(call(heavy_ball, lambda x: 2 * x, np.array([1.0]), 0.1, 0.5, 2), (3, 1), "two steps in one dimension")
assert _got[0, 0] == 1, f"row 0 of the path should be x0 = [1.0], got {_got[0].tolist()}: does the array change in place?"
_velocities = -np.diff(_got.ravel()) / 0.1
assert np.allclose(_velocities[0], 2, rtol=0, atol=1e-9), (
    f"for grad = 2x from 1 with lr 0.1, beta 0.5 the first velocity is the gradient, 2, and x_1 = 0.8; your x_1 = {_got[1, 0]:.6g} "
    f"belongs to a velocity of {_velocities[0]:.6g}: does each step use the velocity just made?"
)
assert np.allclose(_got[2], 0.54, rtol=0, atol=1e-12), (
    f"for grad = 2x from 1 with lr 0.1, beta 0.5 the second velocity is 0.5 * 2 + 1.6 = 2.6, and x_2 = 0.54; your x_2 = "
    f"{_got[2, 0]:.6g} belongs to a velocity of {_velocities[1]:.6g}: is the gradient taken at x_1 = 0.8, with the factor 1?"
)
_want = torch_path(torch.optim.SGD, grad_fats, np.zeros(2), 40, lr=0.3, momentum=0.9)
_got = as_array(call(heavy_ball, grad_fats, np.zeros(2), 0.3, 0.9, 40), (41, 2), "40 steps on the two fats")
assert np.allclose(_got, _want, rtol=0, atol=1e-7), (
    f"on the loss of the two fats torch is at {_want[-1].round(4)} after 40 steps, you at {_got[-1].round(4)}."
)
### BEGIN HIDDEN TESTS
for _n, _lr, _beta, _steps in ((1, 0.3, 0.0, 7), (3, 0.05, 0.5, 30), (5, 0.1, 0.95, 60), (2, 0.2, 0.7, 1), (4, 0.1, 0.9, 0)):
    _A = random_bowl(_n, _n, 5.0)
    _x0 = np.random.default_rng(_n).normal(size=_n)
    _before = _x0.copy()

    def _grad(x, A=_A):
        return np.sin(A @ x) + A @ x

    _want = torch_path(torch.optim.SGD, _grad, _x0, _steps, lr=_lr, momentum=_beta)
    _got = as_array(
        call(heavy_ball, _grad, _x0, _lr, _beta, _steps, by_copy=False), (_steps + 1, _n), f"{_steps} steps in {_n} dimensions"
    )
    assert np.allclose(_got, _want, rtol=1e-9, atol=1e-9), (
        f"with lr {_lr}, beta {_beta} in {_n} dimensions torch's path and yours first differ after step "
        f"{np.argmax(~np.isclose(_got, _want, rtol=1e-9, atol=1e-9).all(axis=1))}."
    )
    assert np.array_equal(_x0, _before), "x0 was changed by the call: make new arrays instead of changing old ones."
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the path should be finite."

# %% tests="heavy_ball" name="tuned" points=2
_got = as_array(call(tuned_heavy_ball, np.diag([4.0, 1.0])), (2,), "tuned_heavy_ball(diag(4, 1))")
assert np.allclose(_got, [4 / 9, 1 / 9], rtol=0, atol=1e-6), (
    "for the eigenvalues 1 and 4, with the roots 1 and 2, expected lr = 4/(1 + 2)² = 0.4444 and beta = ((2 - 1)/(2 + 1))² = "
    f"0.1111, in this order, got {_got.round(4).tolist()}."
)
### BEGIN HIDDEN TESTS
for _seed, (_n, _cond) in enumerate(((1, 1.0), (2, 100.0), (5, 30.0), (8, 5e3))):
    _H = random_bowl(_n, 20 + _seed, _cond)
    _low, _high = np.linalg.eigvalsh(_H)[[0, -1]]
    _got = as_array(call(tuned_heavy_ball, _H), (2,), f"tuned_heavy_ball of a {_n} by {_n} Hessian")
    _want = (4 / (_low**0.5 + _high**0.5) ** 2, ((_high**0.5 - _low**0.5) / (_high**0.5 + _low**0.5)) ** 2)
    assert np.allclose(_got, _want, rtol=1e-6, atol=1e-9), (
        f"for eigenvalues from {_low:.4g} to {_high:.4g} expected (lr, beta) = ({_want[0]:.6g}, {_want[1]:.6g}), got {_got.tolist()}."
    )
### END HIDDEN TESTS
assert _got[0] > 0 and 0 <= _got[1] < 1, "expected lr > 0 and 0 <= beta < 1."

# %% [markdown]
# On all eleven weights, standardised. The dotted lines are the predictions, from the eigenvalues alone.

# %%
lr_tuned, beta_tuned = tuned_heavy_ball(X_std.T @ X_std / 442)
print(f"tuned for κ = {limits_std.cond:.0f}: lr = {lr_tuned:.3f}, beta = {beta_tuned:.3f}")
forecasts = {"gradient descent": limits_std.factor, "heavy ball": math.sqrt(beta_tuned)}
paths = {
    "gradient descent": gradient_descent(grad_std, np.zeros(11), limits_std.best_lr, 1700),
    "heavy ball": heavy_ball(grad_std, np.zeros(11), lr_tuned, beta_tuned, 1700),
}

_, ax = plt.subplots(figsize=(7.2, 4))
for (name, path), colour in zip(paths.items(), (ORANGE, BLUE)):
    distances = np.linalg.norm(path - w_std, axis=1) / np.linalg.norm(w_std)
    ax.semilogy(distances, color=colour, label=name)
    ax.semilogy(forecasts[name] ** np.arange(601), color=colour, linestyle=":", linewidth=1.2)
    measured = np.flatnonzero(distances > 1e-3)[-1] + 1
    print(f"{name:>16s}: to a thousandth {steps_needed(forecasts[name], 1e-3):5.0f} steps forecast, {measured} measured")
ax.set(
    xlabel="step",
    xlim=(0, 600),
    ylabel="distance from the best weights\n(relative to the start)",
    ylim=(1e-13, 10),
    title="Momentum: as if κ were its square root",
)
ax.legend()
plt.show()

# %% [markdown]
# The forecasts are 1624 steps against 75: a factor of 22, which is $\sqrt{470}$. Measured it is 1367 against 111, a
# factor of 12. Gradient descent is early, as its error did not lie wholly in the slowest direction; the heavy ball
# overshoots at first and never makes up for it. But the *slopes* in the picture are those of the forecasts, so the
# farther the goal, the nearer the factor comes to 22.
#
# In practice nobody knows the eigenvalues of a network, and one starts from $\beta = 0.9$. Mind that the step
# grows with it: who switches on $\beta = 0.9$ and keeps `lr` has, along the valley's floor, a learning rate ten
# times as large.
#
# In a live notebook, try to reach the star in fewer than 20 steps. Which $\beta$ is too much?
#
# <details><summary>Answer</summary>
#
# The best on these sliders is 12 steps, with lr = 1.25 and β = 0.45. A β much nearer to 1 is too much for so small
# a $\kappa$: the ball rolls through the star and swings about it, and only friction, $1-\beta$, calms it.
# </details>


# %%
@interact(
    lr=FloatSlider(value=0.5, min=0.05, max=2.0, step=0.05), beta=FloatSlider(value=0.35, min=0.0, max=0.95, step=0.05)
)
def show_heavy_ball(lr, beta):
    with np.errstate(over="ignore", invalid="ignore"):
        path = heavy_ball(grad_fats, np.zeros(2), lr, beta, 60)
        left = np.linalg.norm(path - w_fats, axis=1) / np.linalg.norm(w_fats)
    close = np.flatnonzero(left > 0.01)[-1] + 1
    _, ax = plt.subplots(figsize=(5.2, 4.6))
    draw_path(path, "within 1% after " + (f"{close} steps" if close <= 60 else "more than 60 steps"), ax, BLUE)
    plt.show()


# %% [markdown]
# ## 3 · Adam
#
# Momentum still has one learning rate for all directions. **Adam** (Kingma and Ba, 2015) gives every coordinate
# its own, by dividing its step by the typical size of its gradient. It keeps two running means, of the gradient
# and of its square, coordinate by coordinate:
#
# $$\mathbf{m}_t = \beta_1\mathbf{m}_{t-1} + (1-\beta_1)\,\mathbf{g}_t, \qquad
# \mathbf{v}_t = \beta_2\mathbf{v}_{t-1} + (1-\beta_2)\,\mathbf{g}_t^2, \qquad \mathbf{m}_0 = \mathbf{v}_0 = \mathbf{0},$$
#
# with $\mathbf{g}_t = \nabla f(\mathbf{x}_{t-1})$ and $t = 1, 2, 3, \dots$ Because both start at zero, they are
# too small at first: after $t$ steps the weights in $\mathbf{m}_t$ add up to only $1-\beta_1^t$. **Bias
# correction** divides by exactly that, *for use in the step only*:
#
# $$\hat{\mathbf{m}}_t = \frac{\mathbf{m}_t}{1-\beta_1^t}, \qquad \hat{\mathbf{v}}_t = \frac{\mathbf{v}_t}{1-\beta_2^t}, \qquad
# \mathbf{x}_t = \mathbf{x}_{t-1} - \eta\,\frac{\hat{\mathbf{m}}_t}{\sqrt{\hat{\mathbf{v}}_t}+\varepsilon}.$$
#
# The usual $\beta_1 = 0.9$, $\beta_2 = 0.999$, $\varepsilon = 10^{-8}$ are rarely touched. In the first step
# $\hat{\mathbf{m}} = \mathbf{g}$ and $\hat{\mathbf{v}} = \mathbf{g}^2$, so every coordinate moves by $\eta$,
# whatever the size of its gradient. **Adam's learning rate is a distance: about how far a weight moves in one
# step.** Multiply the loss by a thousand, and Adam takes the same path, up to the tiny $\varepsilon$.
#
# Below is an Adam that somebody wrote from memory. It trains, and after 400 steps its error agrees with that of
# torch's Adam to within 0.03 points. **Predict before you run:** from zero with $\eta = 1$, where must every
# weight be after one step, up to the sign? Check the last line against that.


# %%
def adam_draft(grad, x0, lr, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    x, m, v = x0, np.zeros_like(x0), np.zeros_like(x0)
    path = [x]
    for t in range(1, n_steps + 1):
        g = grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta1) * g**2
        m_hat = m / (1 - beta1)
        v_hat = v / (1 - beta2**t)
        x = x - lr * m_hat / np.sqrt(v_hat + eps)
        path.append(x)
    return np.array(path)


path = adam_draft(grad_std, np.zeros(11), 1.0, 400)
by_torch = torch_path(torch.optim.Adam, grad_std, np.zeros(11), 400, lr=1.0)
for k in (0, 100, 200, 400):
    ours, theirs = (typical_error(X_std, progression, points[k]) for points in (path, by_torch))
    print(f"step {k:3d}: typical error of the draft {ours:7.2f}, of torch {theirs:7.2f}")
print("the draft's weights after one step, without signs:", np.abs(path[1]).round(3))

# %% [markdown]
# ### Exercise 3 · Mend Adam   ●●○ 10 minutes
#
# Write `adam(grad, x0, lr, n_steps, beta1=0.9, beta2=0.999, eps=1e-8)`, by the formulas above. `grad`, `x0`,
# `n_steps` and the path that is returned are as in Exercise 2; 0 ≤ `beta1`, `beta2` < 1 and `eps` > 0. Where a
# gradient has always been exactly 0, the coordinate must stay where it is (the formulas say so). Do not change
# `x0`.
#
# The draft has **three** faults, and two of them nearly cancel each other. Mend only the one, and it creeps; mend
# only the other, and it trains faster than torch, because its steps are ten times as long as `lr` says.
#
# <details><summary>Hint 1</summary>
#
# Compare line by line with the formulas. The last line printed points at one fault; the second shows only from
# the second step on; the third needs gradients that are not much larger than `eps`.
# </details>
# <details><summary>Hint 2</summary>
#
# Which $\beta$ belongs to which mean? Which of the two corrections forgets that time passes? What stands under
# the root, and what beside it?
# </details>
# <details><summary>Hint 3</summary>
#
# `m / (1 - beta1**t)`, `(1 - beta2) * g**2`, and `np.sqrt(v_hat) + eps`.
# </details>


# %% solution="adam"
def adam(
    grad: Callable,
    x0: np.ndarray,
    lr: float,
    n_steps: int,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> np.ndarray:
    """Return the path of Adam, shape (n_steps + 1, n).

    >>> adam(lambda x: 2 * x, np.array([3.0, -0.5]), lr=0.1, n_steps=1).round(6)[1]
    array([ 2.9, -0.4])
    """
    ### BEGIN SOLUTION
    m, v = np.zeros_like(x0), np.zeros_like(x0)
    path = [x0]
    for t in range(1, n_steps + 1):
        g = grad(path[-1])
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        path.append(path[-1] - lr * m_hat / (np.sqrt(v_hat) + eps))
    return np.array(path)
    ### END SOLUTION


# %% tests="adam" name="first_step" points=1
_x0 = np.array([3.0, -0.5, 40.0])
_got = as_array(call(adam, lambda x: 2 * x, _x0, 0.1, 1), (2, 3), "one step in three dimensions")
assert np.allclose(_got[1], [2.9, -0.4, 39.9], rtol=0, atol=1e-6), (
    f"for grad = 2x from {_x0.tolist()} with lr 0.1 the first step moves every weight by 0.1 towards 0, to "
    f"[2.9, -0.4, 39.9], got {_got[1].tolist()}: after bias correction m is g and v is g²."
)
### BEGIN HIDDEN TESTS
for _beta1, _beta2 in ((0.5, 0.9), (0.95, 0.8), (0.0, 0.0)):
    _got = as_array(call(adam, lambda x: 2 * x, _x0, 0.1, 1, _beta1, _beta2), (2, 3), "one step in three dimensions")
    assert np.allclose(_got[1], [2.9, -0.4, 39.9], rtol=0, atol=1e-6), (
        f"with beta1 = {_beta1}, beta2 = {_beta2} the first step should lead to [2.9, -0.4, 39.9] as well, got {_got[1].tolist()}."
    )
_got = as_array(call(adam, lambda x: 2 * x, _x0, 0.1, 0), (1, 3), "no step at all")
assert np.array_equal(_got[0], _x0), f"with n_steps = 0 the path is the start alone, {_x0.tolist()}, got {_got[0].tolist()}."
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the path should be finite."

# %% tests="adam" name="running_means" points=2
_want = torch_path(torch.optim.Adam, grad_std, np.zeros(11), 100, lr=1.0)
_got = as_array(call(adam, grad_std, np.zeros(11), 1.0, 100), (101, 11), "100 steps on the patients")
_off = np.argmax(~np.isclose(_got, _want, rtol=1e-6, atol=1e-6).all(axis=1))
assert np.allclose(_got, _want, rtol=1e-6, atol=1e-6), (
    f"on the patients torch's path and yours differ from step {_off} on: torch {_want[_off][:3].round(4)} …, you "
    f"{_got[_off][:3].round(4)} …"
)
### BEGIN HIDDEN TESTS
for _n, _lr, _betas, _steps in ((1, 0.1, (0.9, 0.999), 30), (3, 0.02, (0.5, 0.9), 60), (4, 0.3, (0.8, 0.99), 25), (2, 0.1, (0.0, 0.5), 20)):
    _A = random_bowl(_n, _n, 8.0)
    _x0 = np.random.default_rng(_n).normal(size=_n) + 1.0
    _before = _x0.copy()

    def _grad(x, A=_A):
        return A @ x + 0.3 * np.cos(x)

    _want = torch_path(torch.optim.Adam, _grad, _x0, _steps, lr=_lr, betas=_betas)
    _got = as_array(
        call(adam, _grad, _x0, _lr, _steps, *_betas, by_copy=False), (_steps + 1, _n), f"{_steps} steps in {_n} dimensions"
    )
    assert np.allclose(_got, _want, rtol=1e-6, atol=1e-6), (
        f"with lr {_lr} and betas {_betas} in {_n} dimensions torch ends at {_want[-1].round(5)}, you at {_got[-1].round(5)}."
    )
    assert np.array_equal(_x0, _before), "x0 was changed by the call: make new arrays instead of changing old ones."
_got = as_array(call(adam, lambda x: x * [1.0, 0.0], np.array([2.0, 5.0]), 0.1, 5), (6, 2), "five steps in two dimensions")
assert np.array_equal(_got[:, 1], np.full(6, 5.0)), (
    f"a weight whose gradient is always 0 stays where it is, at 5, got {_got[:, 1].tolist()}: is eps in the divisor?"
)
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the path should be finite."

# %% tests="adam" name="small_gradients" points=1
_got = as_array(call(adam, lambda x: 1e-3 * x, np.array([1.0]), 0.5, 1, 0.9, 0.999, 1e-3), (2, 1), "one step")
_reasons = {
    1 - 0.5 * 1e-3 / (1e-6 + 1e-3) ** 0.5: "eps stands under the root, it belongs beside it.",
    0.5: "eps has no effect, it belongs beside the root.",
}
_reason = [_text for _value, _text in _reasons.items() if abs(_got[1, 0] - _value) < 1e-6]
assert np.allclose(_got[1], 0.75, rtol=0, atol=1e-9), (
    f"where gradient and eps are both 1e-3 the first step is lr * g / (g + eps) = lr/2, from 1 to 0.75 for lr 0.5, got "
    f"{_got[1, 0]:.6f}: {_reason[0] if _reason else 'are the corrected means g and g² in step t = 1, whatever eps is?'}"
)
### BEGIN HIDDEN TESTS
for _g, _eps in ((1e-9, 1e-8), (1e-6, 1e-8), (2.0, 1.0), (-3.0, 0.5)):
    _got = as_array(call(adam, lambda x, g=_g: g * x, np.array([1.0]), 0.5, 1, 0.9, 0.999, _eps), (2, 1), "one step")
    _want = 1 - 0.5 * _g / (abs(_g) + _eps)
    assert np.allclose(_got[1], _want, rtol=0, atol=1e-7), (
        f"with gradient {_g:g} and eps {_eps:g} the first step of lr 0.5 leads from 1 to {_want:.7f}, got {_got[1, 0]:.7f}."
    )
_got = as_array(call(adam, lambda x: 1e-9 * x, np.array([1.0]), 0.5, 1), (2, 1), "one step")
assert np.allclose(_got[1], 1 - 0.5 / 11, rtol=0, atol=1e-7), (
    f"without eps the default 1e-8 applies: with gradient 1e-9 the step is lr/11, to {1 - 0.5 / 11:.7f}, got {_got[1, 0]:.7f}."
)
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the path should be finite."

# %%
path = adam(grad_std, np.zeros(11), 1.0, 400)
thousandfold = adam(lambda w: 1000 * grad_std(w), np.zeros(11), 1.0, 400)
print("largest difference from torch:", f"{np.abs(path - by_torch).max():.1e}")
print("largest difference if the loss is multiplied by 1000:", f"{np.abs(path - thousandfold).max():.1e}")
for k in (0, 100, 200, 400):
    print(f"step {k:3d}: typical error {typical_error(X_std, progression, path[k]):7.2f}")

# %% [markdown]
# The constant must travel from 0 to 152, at about one unit a step: for the first hundred steps, that is the whole
# story. The draft got there too: its $\hat{\mathbf{m}}$ is up to ten times too large, and so is the root of its
# $\hat{\mathbf{v}}$. Only its first steps are too short. **That a loss falls as expected is no proof of an
# optimiser; an agreement step by step is.**
#
# One thing that Adam does *not* do, for all its learning rates: it cannot turn. It rescales the axes; a valley
# that runs diagonally, such as that of the two fats, stays narrow.

# %% [markdown]
# ## 4 · Stochastic gradients
#
# The loss is a mean over $n$ examples, and so is its gradient. With a million examples, each step reads all of
# them. But a mean can be estimated from a sample. A **minibatch** $B$ of $b$ rows, drawn at random, gives
#
# $$\hat{\mathbf{g}} = \frac1b\sum_{i\in B}\nabla f_i(\mathbf{w}), \qquad \mathbb{E}[\hat{\mathbf{g}}] = \nabla f(\mathbf{w}) ,$$
#
# right on average, at $b/n$ of the price. What you pay is noise: the variance of a mean of $b$ independent draws
# is $1/b$ of the variance of one.
#
# **Predict before you run:** at the best weights the full gradient is 0. How large are the gradients of
# minibatches of 1, 4, 16 and 64 patients there?


# %%
def batch_gradient(w: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the gradient of the patients' loss, estimated from some rows."""
    return squares_gradient(X_std[rows], progression[rows], w)


rng = np.random.default_rng(0)
for batch_size in (1, 4, 16, 64):
    draws = np.array([batch_gradient(w_std, rng.integers(442, size=batch_size)) for _ in range(2000)])
    mean, size = np.linalg.norm(draws.mean(axis=0)), np.sqrt(np.mean(np.sum(draws**2, axis=1)))
    print(f"batch of {batch_size:2d}: typical length {size:6.1f}, length of the mean of 2000 {mean:4.1f}")

# %% [markdown]
# Four times the batch, half the noise; and it does not vanish at the minimum. So with a constant learning rate
# $\mathbf{w}$ never comes to rest. How far from the minimum does it dance? In one dimension, with curvature
# $\lambda$ and a noise $\xi$ of mean 0 and variance $s^2$, independent in every step:
#
# $$x_{k+1} = x_k - \eta(\lambda x_k + \xi_k) = (1-\eta\lambda)\,x_k - \eta\,\xi_k
# \quad\Rightarrow\quad \operatorname{Var}[x_{k+1}] = (1-\eta\lambda)^2\operatorname{Var}[x_k] + \eta^2 s^2 .$$
#
# (Variances of independent things add, and a factor comes out squared.) In the long run the variance $V$ no
# longer changes: put $V$ on both sides and solve. The mean excess of the loss over its minimum is then
# $\tfrac12\lambda V$. This is the **noise floor**. It grows with $\eta$, and with $s^2$, so it falls with the
# batch size.
#
# The remedy is a **schedule**: large steps first, to get there, then ever smaller ones, $\eta_t \to 0$. Not too
# fast, though, or you stop on the way.
#
# Instead of independent draws one goes through the rows in a random order, a new one for each **epoch** (one pass
# over the data), so that every row is used equally often.

# %% [markdown]
# ### Exercise 4 · Minibatches and the noise floor   ●●○ 12 minutes
#
# `sgd(grad, w0, n, batch_size, schedule, n_epochs, rng)`:
#
# - `grad(w, rows)` returns the gradient, shape (d,), estimated from the rows whose numbers are in `rows`, an int
#   array of shape (b,). Call it once for every step and nowhere else. `w0` is a float array of shape (d,); do not
#   change it;
# - in each of the `n_epochs` ≥ 1 epochs, the row numbers 0 … `n` − 1 are put into a **new** random order, drawn
#   from the generator `rng`, and cut into batches of `batch_size` (1 ≤ `batch_size` ≤ `n`); the last batch of the
#   epoch is smaller if it does not come out even;
# - step number $t$, counted from 0 through all epochs, uses the learning rate `schedule(t)`:
#   $\mathbf{w} \leftarrow \mathbf{w} - \eta_t\,\hat{\mathbf{g}}$;
# - returned are the weights at the end of each epoch, shape (n_epochs + 1, d); row 0 is `w0`.
#
# `noise_floor(lr, curvature, variance)` returns the mean excess of the loss in the long run, a float, for
# positive `lr`, `curvature` $\lambda$ and `variance` $s^2$. If `lr` ≥ 2/`curvature` nothing settles: return
# `math.inf`.
#
# <details><summary>Hint 1</summary>
#
# Two loops: over epochs, and over the starts of the batches, `range(0, n, batch_size)`. Python's slices end by
# themselves at the end of an array. The counter $t$ lives outside of both.
# </details>
# <details><summary>Hint 2</summary>
#
# `order = rng.permutation(n)` inside the loop over epochs, and `rows = order[start : start + batch_size]`.
# </details>
# <details><summary>Hint 3</summary>
#
# $V = (1-\eta\lambda)^2V + \eta^2s^2$, and $1-(1-\eta\lambda)^2 = \eta\lambda(2-\eta\lambda)$. So
# $V = \dfrac{\eta s^2}{\lambda(2-\eta\lambda)}$, and the floor is half of $\lambda$ times that.
# </details>


# %% solution="sgd"
def sgd(
    grad: Callable,
    w0: np.ndarray,
    n: int,
    batch_size: int,
    schedule: Callable[[int], float],
    n_epochs: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Return the weights after each epoch of minibatch descent, shape (n_epochs + 1, d).

    >>> rng = np.random.default_rng(0)
    >>> sgd(lambda w, rows: w, np.array([1.0]), 2, 1, lambda t: 0.5, n_epochs=2, rng=rng).ravel()
    array([1.    , 0.25  , 0.0625])
    """
    ### BEGIN SOLUTION
    w, t = w0, 0
    path = [w]
    for _ in range(n_epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            w = w - schedule(t) * grad(w, order[start : start + batch_size])
            t += 1
        path.append(w)
    return np.array(path)
    ### END SOLUTION


def noise_floor(lr: float, curvature: float, variance: float) -> float:
    """Return the long-run mean excess of the loss curvature / 2 * x**2 under gradient noise.

    >>> noise_floor(0.5, 2.0, 3.0)
    0.75
    """
    ### BEGIN SOLUTION
    if lr >= 2 / curvature:
        return math.inf
    return lr * variance / (2 * (2 - lr * curvature))
    ### END SOLUTION


# %% locked="recording_gradient"
def recording_gradient(n: int, d: int, seed: int) -> tuple[Callable, list]:
    """Return a minibatch gradient of a random least-squares problem, and the list of (w, rows) of its calls."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, d)), rng.normal(size=n)
    calls = []

    def grad(w, rows):
        rows = np.array(rows, dtype=int)  # a copy: the caller may go on shuffling
        assert rows.ndim == 1 and len(rows), f"rows should be an array of shape (b,), b ≥ 1, got {rows.tolist()}."
        calls.append((np.array(w, dtype=float), rows))
        return X[rows].T @ (X[rows] @ w - y[rows]) / len(rows)

    return grad, calls


def batches_of(n: int, batch_size: int, n_epochs: int, seed: int) -> list[np.ndarray]:
    """Return the rows that the student's sgd asks for, step by step."""
    grad, calls = recording_gradient(n, 2, seed)
    call(sgd, grad, np.zeros(2), n, batch_size, lambda t: 0.01, n_epochs, np.random.default_rng(seed))
    return [rows for _, rows in calls]


def sizes_fault(batches: list[np.ndarray], n: int, batch_size: int, n_epochs: int) -> str:
    """Say what is wrong with the sizes of the batches; '' if nothing is."""
    want = [min(batch_size, n - start) for start in range(0, n, batch_size)] * n_epochs
    got = [len(rows) for rows in batches]
    if got == want:
        return ""
    if not got:
        reason = "grad was never called"
    elif got == [size for size in want if size == batch_size]:
        reason = "the last batch of an epoch holds what is left, and is used too"
    elif len(got) > len(want) and len(got) % len(want) == 0:
        reason = "call grad once for every step, and nowhere else"
    else:
        reason = "each epoch is cut into batches of batch_size, and the last holds what is left"
    return f"for n = {n}, batch_size {batch_size} and {n_epochs} epochs expected batches of {want} rows, got {got}: {reason}"


# %% tests="sgd" name="epochs" points=2
_batches = batches_of(5, 2, 3, seed=0)
_fault = sizes_fault(_batches, 5, 2, 3)
assert _fault == "", f"{_fault}."
for _epoch in range(3):
    _seen = np.sort(np.concatenate(_batches[3 * _epoch : 3 * _epoch + 3])).tolist()
    assert _seen == [0, 1, 2, 3, 4], f"each of the rows 0 … 4 should be used once in an epoch, epoch {_epoch} used {_seen}."
### BEGIN HIDDEN TESTS
for _n, _b, _epochs in ((7, 3, 4), (6, 2, 3), (4, 4, 2), (1, 1, 3), (9, 8, 2), (3, 1, 1)):
    _batches = batches_of(_n, _b, _epochs, seed=_n)
    _fault = sizes_fault(_batches, _n, _b, _epochs)
    assert _fault == "", f"{_fault}."
    _each = len(_batches) // _epochs
    for _epoch in range(_epochs):
        _seen = np.sort(np.concatenate(_batches[_epoch * _each : (_epoch + 1) * _each])).tolist()
        assert _seen == list(range(_n)), f"each of the rows 0 … {_n - 1} should be used once in epoch {_epoch}, used were {_seen}."
_batches = batches_of(5, 2, 400, seed=1)
_place = np.array([[k % 3 for k in range(1200) if _row in _batches[k]] for _row in range(5)])
_first = (_place == 0).sum(axis=1)
assert np.abs(_first - 160).max() < 54, (
    f"in 400 epochs of 5 rows each row should be in the first batch of two about 160 times, got {_first.tolist()}: a new random "
    "order for every epoch."
)
_pairs = np.array([(_place[_i] == _place[_j]).sum() for _i in range(5) for _j in range(_i)])
assert np.abs(_pairs - 80).max() < 44, (
    f"in 400 epochs each pair of rows should share a batch about 80 times, got {_pairs.tolist()}: a new random order for every epoch."
)
_again, _other = batches_of(50, 10, 2, seed=3), batches_of(50, 10, 2, seed=3)
assert all(np.array_equal(_a, _b) for _a, _b in zip(_again, _other)), (
    "two calls with equal generators took the rows in different orders: draw from rng, and from nothing else."
)
_other = batches_of(50, 10, 2, seed=4)
assert not all(np.array_equal(_a, _b) for _a, _b in zip(_again, _other)), (
    "two different generators led to the same orders: draw them from rng."
)
### END HIDDEN TESTS
assert len(_batches) > 0, "grad should be called."

# %% tests="sgd" name="updates" points=2
_grad, _calls = recording_gradient(5, 2, seed=5)
_w0 = np.array([1.0, -2.0])
_got = as_array(
    call(sgd, _grad, _w0, 5, 2, lambda t: 0.3 / (1 + t), 3, np.random.default_rng(0)), (4, 2), "three epochs, two weights"
)
_w, _ends, _per_epoch = _w0, [_w0], len(_calls) / 3
for _t, (_point, _rows) in enumerate(list(_calls)):
    assert np.allclose(_point, _w, rtol=0, atol=1e-9), (
        f"in step {_t} the gradient should be taken at {_w.round(5)}, it was taken at {_point.round(5)}: is the learning rate "
        "schedule(t), with t counting all steps from 0?"
    )
    _w = _w - 0.3 / (1 + _t) * _grad(_w, _rows)
    _ends = [*_ends, _w] if (_t + 1) % _per_epoch == 0 else _ends
assert len(_ends) == 4, f"in 3 epochs grad should be called equally often in each, and at least once, it was called {len(_calls)} times."
assert np.allclose(_got, _ends, rtol=0, atol=1e-9), (
    f"expected the weights at the start and at the end of each epoch, {np.round(_ends, 4).tolist()}, got {_got.round(4).tolist()}."
)
### BEGIN HIDDEN TESTS
for _n, _d, _b, _epochs in ((7, 3, 3, 4), (6, 1, 2, 3), (4, 2, 4, 5), (3, 4, 1, 1)):
    _grad, _calls = recording_gradient(_n, _d, seed=_n)
    _w0 = np.random.default_rng(_n).normal(size=_d)
    _before = _w0.copy()
    _got = as_array(
        call(sgd, _grad, _w0, _n, _b, lambda t: 0.2 * 0.9**t, _epochs, np.random.default_rng(1), by_copy=False),
        (_epochs + 1, _d),
        f"{_epochs} epochs, {_d} weights",
    )
    assert np.array_equal(_w0, _before), "w0 was changed by the call: make new arrays instead of changing old ones."
    _w, _ends, _per_epoch = _w0, [_w0], len(_calls) / _epochs
    for _t, (_point, _rows) in enumerate(list(_calls)):
        assert np.allclose(_point, _w, rtol=0, atol=1e-9), (
            f"for n = {_n}, batch_size {_b}: in step {_t} the gradient should be taken at {_w.round(5)}, it was taken at {_point.round(5)}."
        )
        _w = _w - 0.2 * 0.9**_t * _grad(_w, _rows)
        _ends = [*_ends, _w] if (_t + 1) % _per_epoch == 0 else _ends
    assert np.shape(_ends) == _got.shape and np.allclose(_got, _ends, rtol=0, atol=1e-9), (
        f"for n = {_n}, batch_size {_b} expected the weights at the end of each epoch, {np.round(_ends, 4).tolist()}, got "
        f"{_got.round(4).tolist()}."
    )
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the weights should be finite."

# %% tests="sgd" name="noise_floor" points=2
_got = float(as_array(call(noise_floor, 0.5, 2.0, 3.0), (), "the noise floor"))
assert abs(_got - 0.75) < 1e-12, (
    f"for lr 0.5, curvature 2, variance 3 the long-run variance of x is 0.75, and the floor ½ · 2 · 0.75 = 0.75, got {_got}."
)
_got = float(as_array(call(noise_floor, 1.0, 0.5, 3.0), (), "the noise floor"))
assert abs(_got - 1.0) < 1e-12, (
    f"for lr 1, curvature 0.5, variance 3 the long-run variance of x is 4, and the floor ½ · 0.5 · 4 = 1, got {_got}."
)
### BEGIN HIDDEN TESTS
for _lr, _curvature, _variance in ((0.1, 3.0, 2.0), (0.9, 2.0, 0.5), (1e-3, 0.2, 40.0), (0.24, 8.0, 1.0)):
    _got = float(as_array(call(noise_floor, _lr, _curvature, _variance), (), "the noise floor"))
    _v = 0.0
    for _ in range(100_000):
        _v = (1 - _lr * _curvature) ** 2 * _v + _lr**2 * _variance
    assert np.isclose(_got, _curvature * _v / 2, rtol=1e-6, atol=0), (
        f"for lr {_lr}, curvature {_curvature}, variance {_variance} the recursion settles at a floor of {_curvature * _v / 2:.6g}, got {_got:.6g}."
    )
for _lr, _curvature in ((0.5, 4.0), (1.0, 2.0), (1.01, 2.0), (3.0, 5.0)):
    _got = float(as_array(call(noise_floor, _lr, _curvature, 1.0), (), "the noise floor"))
    assert _got == math.inf, f"for lr {_lr} and curvature {_curvature}, lr ≥ 2/curvature, expected inf, got {_got}."
### END HIDDEN TESTS
assert _got > 0, "the noise floor should be positive."

# %% [markdown]
# Does a formula in one dimension know anything about eleven? Along every eigenvector the noise has its own
# variance, which we can measure at the best weights; add up the eleven floors. Then run, once with independent
# draws as the derivation assumed, once with your epochs. **Predict before you run:** which of the two comes out
# lower?

# %%
eigenvalues, V = np.linalg.eigh(X_std.T @ X_std / 442)
row_gradients = X_std * (X_std @ w_std - progression)[:, None]
variances = np.mean((row_gradients @ V) ** 2, axis=0) / 16
floor = sum(noise_floor(0.05, curvature, variance) for curvature, variance in zip(eigenvalues, variances))
least = squares_loss(X_std, progression, w_std)


def independent(w: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return batch_gradient(w, rng.integers(442, size=len(rows)))


print(f"predicted floor: {floor:.1f} points²")
for text, estimate in (("independent draws", independent), ("epochs", batch_gradient)):
    path = sgd(estimate, w_std, 442, 16, lambda t: 0.05, 400, np.random.default_rng(2))
    print(f"{text:>17s}: {np.mean([squares_loss(X_std, progression, w) - least for w in path[100:]]):.1f} points²")

# %% [markdown]
# The prediction holds, within some ten per cent, for what it was made for (the noise grows a little away from the
# minimum, which we neglected). Epochs do better than the theory: within an epoch the draws are not independent,
# and what one batch had too much of, the others have too little of.

# %%
schedules = {
    "constant 0.1": lambda t: 0.1,
    "constant 0.01": lambda t: 0.01,
    "0.1 / (1 + t/100)": lambda t: 0.1 / (1 + t / 100),
}
_, ax = plt.subplots(figsize=(7.2, 4))
for (name, schedule), colour in zip(schedules.items(), (ORANGE, GREEN, BLUE)):
    for text, estimate, style in (("16 patients", batch_gradient, "-"), ("all patients", lambda w, rows: grad_std(w), ":")):
        path = sgd(estimate, np.zeros(11), 442, 16, schedule, 60, np.random.default_rng(0))
        gaps = [squares_loss(X_std, progression, w) - least for w in path]
        ax.semilogy(gaps, style, color=colour, label=name if style == "-" else None)
        print(f"{name:>18s}, gradient from {text:>12s}: mean excess of the last 20 epochs {np.mean(gaps[-20:]):4.1f} points²")
ax.set(
    xlabel="epoch",
    ylabel="loss above its minimum (points²)",
    title="Three flat curves, and only one of them rests on its noise floor",
)
ax.legend(title="learning rate (dotted: no noise)")
plt.show()

# %% [markdown]
# The dotted lines make the same steps with the full gradient, without noise. With the constant 0.1 noise is nearly
# all that is left: 30.5 against 1.0. The other two curves lie just as flat, but on their dotted lines: 9.0 against
# 8.8, 7.0 against 7.0. Noise is not what holds them. It is the flat direction of $\kappa = 470$, along which such small steps
# have hardly set out. Before you lower a learning rate, ask which of the two you see: **smaller steps cure noise,
# and make slowness worse.**

# %% [markdown]
# ## 5 · Convexity
#
# So far there was one valley, and every path ended in it. A function is **convex** if no chord lies below its
# graph: for all $\mathbf{x}$, $\mathbf{z}$ and $0 \le t \le 1$,
#
# $$f\bigl(t\mathbf{x} + (1-t)\mathbf{z}\bigr) \;\le\; t f(\mathbf{x}) + (1-t) f(\mathbf{z}) .$$
#
# Why it matters: **on a convex function every local minimum is global.** (If $\mathbf{z}$ were lower than a
# minimum $\mathbf{x}$, the chord from $\mathbf{x}$ to $\mathbf{z}$ would go down from its first inch, and the
# graph lies below the chord.) Where $f$ is smooth there is a second test: $f$ is convex exactly if its Hessian
# has no negative eigenvalue *anywhere*. At one point, the signs of the eigenvalues say what the surface looks
# like:
#
# | eigenvalues | quadratic model | name here |
# |---|---|---|
# | all > 0 | one lowest point | bowl (positive definite) |
# | none < 0, some = 0 | a flat line at the bottom | trough (positive semidefinite) |
# | some > 0, some < 0 | up one way, down another | saddle (indefinite) |
# | none > 0, some < 0 | hill-top, perhaps with a flat line | dome (negative semidefinite) |
#
# Least squares has the Hessian $\mathbf{X}^\top\mathbf{X}/n$, and
# $\mathbf{p}^\top\mathbf{X}^\top\mathbf{X}\mathbf{p} = \lVert\mathbf{X}\mathbf{p}\rVert^2 \ge 0$: convex. So is
# the loss of logistic regression, which ends this lesson. Networks are not. Take the smallest,
# $\hat y = v_1\tanh(u_1x) + v_2\tanh(u_2x)$: swap its two units, and the predictions are the same. So every
# minimum has a twin. **Predict before you run:** what is the loss half-way between the twins?


# %% locked="tiny_network"
def tiny_network_loss(w: np.ndarray) -> float:
    """Return the mean square error of the network w = (u1, u2, v1, v2) on data that (1, -3, 2, 1) made."""
    x = np.linspace(-2, 2, 41)
    hidden = np.tanh(np.outer(x, w[:2]))
    return float(np.mean((hidden @ w[2:] - np.tanh(np.outer(x, [1.0, -3.0])) @ [2.0, 1.0]) ** 2))


# %%
w, swapped = np.array([1.0, -3.0, 2.0, 1.0]), np.array([-3.0, 1.0, 1.0, 2.0])
print(f"here {tiny_network_loss(w):.3f}, at the twin {tiny_network_loss(swapped):.3f}, ", end="")
print(f"half-way {tiny_network_loss((w + swapped) / 2):.3f}")

# %% [markdown]
# Two zeros and something positive between them: the graph is above its chord, so the loss is not convex. No
# derivative was needed. Such a triple of $\mathbf{x}$, $\mathbf{z}$ and $t$ is a **certificate**: who doubts it
# can check it in a second. The converse is harder. Finding no such chord in a thousand tries is evidence for
# convexity, not proof.

# %% [markdown]
# ### Exercise 5 · Convex or not?   ●●○ 10 minutes
#
# `curvature(H, tol)` takes a symmetric `H` of shape (n, n), n ≥ 1, and `tol` ≥ 0. It returns one of the strings
# `"bowl"`, `"trough"`, `"saddle"`, `"dome"` by the table, where an eigenvalue $\lambda$ with
# $\lvert\lambda\rvert \le$ `tol` counts as 0. (If all are 0: `"trough"`.)
#
# `violating_chord(f, lower, upper, n_tries, rng, tol)` looks for a certificate in a box. `f` maps a point of
# shape (n,) to a float, `lower` and `upper` have shape (n,), and the box holds the points with `lower` ≤
# $\mathbf{x}$ ≤ `upper`. Make at most `n_tries` ≥ 1 tries: each draws two points uniformly from the box with
# `rng` (a `np.random.Generator`, the only source of randomness), and some $t$ with 0 < $t$ < 1 (drawn as well, or
# always ½, as you like), and calls `f` at most three times. As soon as
#
# $$f\bigl(t\mathbf{x} + (1-t)\mathbf{z}\bigr) > t f(\mathbf{x}) + (1-t) f(\mathbf{z}) + \texttt{tol},$$
#
# return the tuple `(x, z, t)`. If no try succeeds, return `None`. The `tol` is there because on a straight line,
# where both sides are equal, rounding would else convict the innocent.
#
# <details><summary>Hint 1</summary>
#
# For the first: are there eigenvalues above `tol`, are there some below `-tol`? Two booleans make four cases;
# which name belongs to which, and what does "trough" have that "bowl" has not?
# </details>
# <details><summary>Hint 2</summary>
#
# For the second: `x, z = rng.uniform(lower, upper, size=(2, len(lower)))` draws both points at once.
# </details>
# <details><summary>Hint 3</summary>
#
# `if (eigenvalues > tol).all(): return "bowl"`; if none is `< -tol`, "trough"; of the rest, those with any
# `> tol` are saddles. In the loop, return at the first success; after the loop, `return None`.
# </details>


# %% solution="convexity"
def curvature(H: np.ndarray, tol: float) -> str:
    """Return "bowl", "trough", "saddle" or "dome": the shape of x.T @ H @ x.

    >>> curvature(np.array([[2.0, 0.0], [0.0, -1.0]]), 1e-9)
    'saddle'
    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(H)
    if np.all(eigenvalues > tol):
        return "bowl"
    if np.all(eigenvalues >= -tol):
        return "trough"
    return "saddle" if np.any(eigenvalues > tol) else "dome"
    ### END SOLUTION


def violating_chord(
    f: Callable[[np.ndarray], float],
    lower: np.ndarray,
    upper: np.ndarray,
    n_tries: int,
    rng: np.random.Generator,
    tol: float,
) -> tuple[np.ndarray, np.ndarray, float] | None:
    """Return (x, z, t) of a chord that lies below f by more than tol, or None if none was found.

    >>> square = lambda x: float(x @ x)
    >>> violating_chord(square, np.zeros(2), np.ones(2), 100, np.random.default_rng(0), 1e-9) is None
    True
    """
    ### BEGIN SOLUTION
    for _ in range(n_tries):
        x, z = rng.uniform(lower, upper, size=(2, len(lower)))
        t = rng.uniform()
        if f(t * x + (1 - t) * z) > t * f(x) + (1 - t) * f(z) + tol:
            return x, z, t
    return None
    ### END SOLUTION


# %% locked="chord_fault"
def chord_fault(f: Callable, lower, upper, n_tries: int, seed: int, tol: float, convex: bool) -> str:
    """Say what is wrong with the student's verdict on f; '' if nothing is."""
    lower, upper, calls = np.array(lower, dtype=float), np.array(upper, dtype=float), []

    def counted(x):
        calls.append(np.shape(x))
        return float(f(np.asarray(x, dtype=float)))

    result = call(violating_chord, counted, lower, upper, n_tries, np.random.default_rng(seed), tol, may_be_none=True)
    if len(calls) > 3 * n_tries:
        return f"f was called {len(calls)} times, in {n_tries} tries of at most three calls"
    if set(calls) - {lower.shape}:
        return f"f should be called with points of shape {lower.shape}, it got {sorted(set(calls))}"
    if convex:
        return "" if result is None else "expected None, got a chord"
    if result is None:
        return "expected a chord, got None"
    if not isinstance(result, (tuple, list)) or len(result) != 3:
        return f"expected the tuple (x, z, t), got a {type(result).__name__}"
    x, z = (as_array(point, lower.shape, "the end of a chord") for point in result[:2])
    t = float(as_array(result[2], (), "t"))
    if not all(np.all((lower <= point) & (point <= upper)) for point in (x, z)) or not 0 < t < 1:
        return f"x and z should lie in the box and t strictly between 0 and 1, got {x}, {z}, {t}"
    excess = f(t * x + (1 - t) * z) - (t * f(x) + (1 - t) * f(z))
    return "" if excess > tol / 2 else f"for x = {x}, z = {z}, t = {t:.4f} f exceeds the chord by {excess:.3g} only"


# %% tests="convexity" name="curvature" points=2
for _H, _want in (
    ([[2.0, 1.0], [1.0, 2.0]], "bowl"),
    ([[1.0, 1.0], [1.0, 1.0]], "trough"),
    ([[1.0, 2.0], [2.0, 1.0]], "saddle"),
    ([[-2.0, 1.0], [1.0, -2.0]], "dome"),
):
    _got = call(curvature, np.array(_H), 1e-9)
    assert isinstance(_got, str) and str(_got) == _want, (
        f"for H = {_H} with the eigenvalues {np.linalg.eigvalsh(_H).round(6).tolist()} expected {_want!r}, got {_got!r}."
    )
### BEGIN HIDDEN TESTS
for _signs, _want in (
    ((3, 1, 2), "bowl"),
    ((3, 0, 2), "trough"),
    ((0, 0, 5), "trough"),
    ((0, 0, 0), "trough"),
    ((1, 0, -1), "saddle"),
    ((-5, -5, 1e-3), "saddle"),
    ((5, 5, -1e-3), "saddle"),
    ((-1, -2, -3), "dome"),
    ((-1, 0, 0), "dome"),
    ((4,), "bowl"),
    ((0,), "trough"),
    ((-4,), "dome"),
):
    _Q, _ = np.linalg.qr(np.random.default_rng(len(_signs)).normal(size=(len(_signs), len(_signs))))
    _H = _Q * np.array(_signs, dtype=float) @ _Q.T
    _got = call(curvature, (_H + _H.T) / 2, 1e-9)
    assert isinstance(_got, str) and str(_got) == _want, f"for the eigenvalues {_signs} expected {_want!r}, got {_got!r}."
for _diagonal, _tol, _want in (
    ((0.25, 1.0), 0.25, "trough"),
    ((0.25, 1.0), 0.125, "bowl"),
    ((-0.25, 1.0), 0.25, "trough"),
    ((-0.5, 1.0), 0.25, "saddle"),
    ((-0.5, 0.25), 0.25, "dome"),
    ((-0.5, 0.5), 0.25, "saddle"),
    ((1.0, 0.0), 0.0, "trough"),
):
    _got = call(curvature, np.diag(_diagonal), _tol)
    assert isinstance(_got, str) and str(_got) == _want, (
        f"for the eigenvalues {_diagonal} and tol = {_tol} expected {_want!r}, got {_got!r}: |λ| ≤ tol counts as 0."
    )
### END HIDDEN TESTS
assert isinstance(_got, str), "the name should be a string."

# %% tests="convexity" name="finds_a_chord" points=2
_fault = chord_fault(tiny_network_loss, [-4] * 4, [4] * 4, 2000, 0, 1e-9, convex=False)
assert _fault == "", f"for the loss of the tiny network: {_fault}."
_fault = chord_fault(lambda x: -(x @ x), [1.0], [3.0], 1, 0, 1e-9, convex=False)
assert _fault == "", f"for -x², where every chord lies below the graph, with one try: {_fault}."
_box = np.array([1.0, -1.0]), np.array([3.0, 0.0])
_ends = np.array([
    [as_array(_end, (2,), "the end of a chord") for _end in call(violating_chord, lambda x: -(x @ x), *_box, 1, np.random.default_rng(_seed), 0.0)[:2]]
    for _seed in [0, *range(300)]
])
assert np.array_equal(_ends[0], _ends[1]), "two calls with equal generators drew different points: draw from rng, and from nothing else."
### BEGIN HIDDEN TESTS
_shares = (_ends[1:].reshape(300, 4) - np.tile(_box[0], 2)) / np.tile(_box[1] - _box[0], 2)
for _column, _what in zip(_shares.T, ("x[0]", "x[1]", "z[0]", "z[1]")):
    _counts = np.histogram(_column, bins=4, range=(0, 1))[0]
    assert np.abs(_counts - 75).max() < 45, (
        f"both points are drawn uniformly from the box: of 300 {_what} each quarter of the range should get about 75, got {_counts.tolist()}."
    )
assert np.abs(np.corrcoef(_shares.T) - np.eye(4)).max() < 0.4, "the two points, and their coordinates, should be drawn independently."
for _what, _f, _lower, _upper in (
    ("sin x on [0, 3]", lambda x: np.sin(x[0]), [0.0], [3.0]),
    ("a double well", lambda x: (x[0] ** 2 - 1) ** 2 + x[1] ** 2, [-2.0, -1.0], [2.0, 1.0]),
    ("the saddle x² - z²", lambda x: x[0] ** 2 - x[1] ** 2, [10.0, -20.0], [11.0, -18.0]),
    ("log x on [5, 50]", lambda x: np.log(x[0]), [5.0], [50.0]),
    ("the product x z, convex along one diagonal of its square", lambda x: x[0] * x[1], [-1.0, -1.0], [1.0, 1.0]),
):
    for _seed in range(3):
        _fault = chord_fault(_f, _lower, _upper, 1000, _seed, 1e-9, convex=False)
        assert _fault == "", f"for {_what}: {_fault}."
_fault = chord_fault(lambda x: -0.2 * x[0] ** 2, [0.0], [1.0], 500, 5, 0.01, convex=False)
assert _fault == "", f"for -0.2 x² on [0, 1], above its chords by up to 0.05, with tol = 0.01: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="convexity" name="acquits_the_convex" points=1
_fault = chord_fault(lambda x: x @ x, [-1.0, -1.0], [2.0, 2.0], 300, 0, 1e-9, convex=True)
assert _fault == "", f"for x·x: {_fault}."
_fault = chord_fault(lambda x: 1000.0 * x[0] - 7.0, [0.0], [1.0], 300, 0, 1e-9, convex=True)
assert _fault == "", f"for the straight line 1000 x - 7, with tol = 1e-9: {_fault}."
_fault = chord_fault(lambda x: -(x @ x), [1.0], [3.0], 300, 0, 1e-9, convex=False)
assert _fault == "", f"an acquittal counts only if the guilty are convicted; for -x²: {_fault}."
### BEGIN HIDDEN TESTS
for _what, _f, _n in (
    ("the largest absolute value", lambda x: np.abs(x).max(), 4),
    ("the log of a sum of exponentials", lambda x: np.log(np.exp(x).sum()), 3),
    ("a plane", lambda x: x @ [1e3, -3e2, 5.0], 3),
    ("a constant", lambda x: 0.1, 2),
):
    _fault = chord_fault(_f, [-3.0] * _n, [2.0] * _n, 400, _n, 1e-9, convex=True)
    assert _fault == "", f"for {_what}: {_fault}."
_fault = chord_fault(lambda x: -0.2 * x[0] ** 2, [0.0], [1.0], 200, 0, 0.1, convex=True)
assert _fault == "", f"for -0.2 x² on [0, 1], above its chords by at most 0.05, with tol = 0.1: {_fault}."
_fault = chord_fault(lambda x: 0.0, [0.0], [1.0], 50, 0, 0.0, convex=True)
assert _fault == "", f"for the constant 0 with tol = 0, where f is never above a chord: {_fault}."
for _tries in (1, 2):
    _fault = chord_fault(lambda x: x @ x, [-1.0], [2.0], _tries, 0, 1e-9, convex=True)
    assert _fault == "", f"for x·x with n_tries = {_tries}: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% [markdown]
# Where a surface is not convex, the start decides. Himmelblau's function, a playground with four valleys:
# $f(x, z) = (x^2+z-11)^2 + (x+z^2-7)^2$. **Predict before you run:** colour every start by the valley in which
# gradient descent ends. Will the borders be straight?


# %% locked="himmelblau"
def himmelblau(x: np.ndarray) -> np.ndarray:
    """Return Himmelblau's function at points x, shape (..., 2)."""
    return (x[..., 0] ** 2 + x[..., 1] - 11) ** 2 + (x[..., 0] + x[..., 1] ** 2 - 7) ** 2


def himmelblau_gradient(x: np.ndarray) -> np.ndarray:
    a, b = x[..., 0] ** 2 + x[..., 1] - 11, x[..., 0] + x[..., 1] ** 2 - 7
    return np.stack([4 * a * x[..., 0] + 2 * b, 2 * a + 4 * b * x[..., 1]], axis=-1)


def himmelblau_hessian(x: np.ndarray) -> np.ndarray:
    a, b = x[0] ** 2 + x[1] - 11, x[0] + x[1] ** 2 - 7
    mixed = 4 * (x[0] + x[1])
    return np.array([[4 * a + 8 * x[0] ** 2 + 2, mixed], [mixed, 2 + 4 * b + 8 * x[1] ** 2]])


# %%
axis = np.linspace(-5, 5, 201)
grid = np.stack(np.meshgrid(axis, axis), axis=-1)
ends = grid
for _ in range(300):
    ends = ends - 0.005 * himmelblau_gradient(ends)
valleys = np.array([[3.0, 2.0], [-2.805118, 3.131313], [-3.779310, -3.283186], [3.584428, -1.848127]])
nearest = np.linalg.norm(ends[:, :, None] - valleys, axis=-1).argmin(axis=-1)

_, ax = plt.subplots(figsize=(6, 5.2))
palette = plt.matplotlib.colors.ListedColormap([BLUE, ORANGE, GREEN, PINK])
ax.pcolormesh(axis, axis, nearest, cmap=palette, alpha=0.35, shading="nearest", vmin=-0.5, vmax=3.5)
ax.contour(axis, axis, himmelblau(grid), levels=np.geomspace(2, 800, 11), colors=GREY, linewidths=0.6)
for start in ((-0.22, -0.92), (-0.27, -0.87), (-0.32, -0.92), (0.0, 4.8)):
    path = gradient_descent(himmelblau_gradient, np.array(start), 0.005, 300)
    ax.plot(*path.T, color="black", linewidth=1.3)
    ax.plot(*start, "o", color="black", markersize=3)
ax.plot(*valleys.T, "*", color="black", markersize=10)
ax.annotate(
    "three starts,\nclose together",
    (-0.29, -0.95),
    xytext=(-0.9, -4.6),
    fontsize=9,
    arrowprops={"arrowstyle": "->", "color": "black", "shrinkB": 6},
)
ax.set(xlabel="x", ylabel="z", aspect="equal", title="Four valleys: the start decides which one")
plt.show()

for text, point in (("a valley", valleys[0]), ("the hill", [-0.270845, -0.923039]), ("between", [0.086678, 2.884255])):
    point = np.array(point)
    size = np.linalg.norm(himmelblau_gradient(point))
    print(f"{text:>8s}: |gradient| {size:.0e}, curvature: {curvature(himmelblau_hessian(point), 1e-9)}")

# %% [markdown]
# The borders are not straight; each runs from the rim to the hill-top by way of a saddle, and nothing at a start says how
# near one is. A zero gradient is a valley, a hill-top or a saddle; the Hessian tells them apart. Three starts within 0.1 of
# each other, near the hill-top, end in three different valleys. (Here all valleys have the depth 0. The losses of
# networks have valleys of different depth, and saddles without number.)

# %% [markdown]
# ## 6 · Newton
#
# Gradient descent knows a slope. If we also know the Hessian, Taylor's second-order model of the warm-up can be
# minimised at once: its gradient $\mathbf{g} + \mathbf{H}\mathbf{p}$ is zero for the **Newton step**
#
# $$\mathbf{p} = -\mathbf{H}^{-1}\mathbf{g} .$$
#
# On a quadratic one step arrives, whatever $\kappa$ is. Elsewhere, close to a minimum, the number of correct
# digits doubles with every step. But far from it the model may be worthless, and the model's stationary point may
# be a *maximum*. **Predict before you run** what the bare formula does with $f(x) = \sqrt{1+x^2}$, a convex
# function with its minimum at 0, from two starts; and with Himmelblau's function from a start between the
# valleys.


# %% locked="bare_newton"
def bare_newton(grad: Callable, hess: Callable, x0: np.ndarray, n_steps: int) -> np.ndarray:
    path = [x0]
    for _ in range(n_steps):
        path.append(path[-1] - np.linalg.solve(hess(path[-1]), grad(path[-1])))
    return np.array(path)


def root_grad(x: np.ndarray) -> np.ndarray:
    return x / np.sqrt(1 + x**2)


def root_hess(x: np.ndarray) -> np.ndarray:
    return np.diag((1 + x**2) ** -1.5)


# %%
for start in (0.9, 1.1):
    print(f"from {start}:", *(f"{x[0]:.3g}" for x in bare_newton(root_grad, root_hess, np.array([start]), 5)))
end = bare_newton(himmelblau_gradient, himmelblau_hessian, np.array([0.0, -1.0]), 10)[-1]
print("Himmelblau from (0, -1):", end.round(3), curvature(himmelblau_hessian(end), 1e-9))

# %% [markdown]
# From 0.9 superb, from 1.1 an explosion; and on Himmelblau's it climbed the hill and stopped on top, where the
# gradient is zero as well. Two brakes cure both.
#
# **Only downhill.** The slope in direction $\mathbf{p}$ is $\mathbf{g}^\top\mathbf{p}$ (the directional
# derivative, of *Derivatives and gradients*). If it is not negative, do not go there; take $-\mathbf{g}$ instead.
#
# **Backtracking.** Try the whole step, $t = 1$. Unless the function falls by at least a share $c$ of what the
# slope promises,
#
# $$f(\mathbf{x}+t\mathbf{p}) \;\le\; f(\mathbf{x}) + c\,t\,\mathbf{g}^\top\mathbf{p} \qquad\text{(Armijo's condition)},$$
#
# halve $t$ and try again. As long as the slope is negative, some small $t$ must succeed; that is what "slope"
# means. Ten lines of code, and the price is a few values of $f$.

# %% [markdown]
# ### Exercise 6 · Newton with brakes   ●●○ 12 minutes
#
# `newton(f, grad, hess, x0, n_steps, c=1e-4, tol=1e-8)` takes functions of a point of shape (n,): `f` returns a
# float, `grad` an array (n,), `hess` an array (n, n); a start `x0`, a float array of shape (n,), not to be
# changed; `n_steps` ≥ 0, 0 < `c` ≤ 0.5 and `tol` ≥ 0. It returns the path, shape (k + 1, n), with row 0 = `x0`,
# of the $k \le$ `n_steps` steps that were taken. At every point $\mathbf{x}$:
#
# 1. stop if $\lVert\mathbf{g}\rVert \le$ `tol`, before the step (so the path may be `x0` alone);
# 2. $\mathbf{p} = -\mathbf{H}^{-1}\mathbf{g}$; but if `np.linalg.solve` finds $\mathbf{H}$ singular (it raises
#    `np.linalg.LinAlgError`), or if $\mathbf{g}^\top\mathbf{p} \ge 0$, then $\mathbf{p} = -\mathbf{g}$;
# 3. $t = 1$, and while Armijo's condition does not hold, halve $t$. Far away `f` may return `inf` or `nan`; both
#    count as too high, and the condition does not hold;
# 4. $\mathbf{x} \leftarrow \mathbf{x} + t\,\mathbf{p}$.
#
# <details><summary>Hint 1</summary>
#
# The four lines above are the body of the loop, in this order. For the singular Hessian: `try:` the solve,
# `except np.linalg.LinAlgError:` take the other direction.
# </details>
# <details><summary>Hint 2</summary>
#
# `nan > 1.0` is `False`, and `nan <= 1.0` is `False` too. So write the condition as it stands, with `<=`, and
# loop `while not (…)`.
# </details>
# <details><summary>Hint 3</summary>
#
# With `slope = g @ p` and `t = 1.0`: `while not f(x + t * p) <= f(x) + c * t * slope:` `t /= 2`.
# </details>


# %% solution="newton"
def newton(
    f: Callable, grad: Callable, hess: Callable, x0: np.ndarray, n_steps: int, c: float = 1e-4, tol: float = 1e-8
) -> np.ndarray:
    """Return the path of Newton's method with backtracking, shape (k + 1, n), k <= n_steps.

    >>> newton(lambda x: 4 * x @ x, lambda x: 8 * x, lambda x: 8 * np.eye(2), np.array([3.0, 5.0]), 9)
    array([[3., 5.],
           [0., 0.]])
    """
    ### BEGIN SOLUTION
    path = [x0]
    for _ in range(n_steps):
        x, g = path[-1], grad(path[-1])
        if np.linalg.norm(g) <= tol:
            break
        try:
            p = -np.linalg.solve(hess(x), g)
        except np.linalg.LinAlgError:
            p = -g
        if g @ p >= 0:
            p = -g
        t = 1.0
        while not f(x + t * p) <= f(x) + c * t * (g @ p):
            t /= 2
        path.append(x + t * p)
    return np.array(path)
    ### END SOLUTION


# %% locked="newton_path"
def newton_path(f: Callable, grad: Callable, hess: Callable, x0, n_steps: int, **settings) -> np.ndarray:
    """Return the student's path, after a check of its form; a line search without end is stopped."""
    x0, calls = np.array(x0, dtype=float), []
    before = x0.copy()

    def counted(x):
        calls.append(1)
        assert len(calls) < 200_000, (
            f"newton from {before.tolist()} called f 200,000 times, last at {np.asarray(x).tolist()}: the line search does not end. "
            "As t shrinks, f(x) + c t g·p must come up to f(x): is t in it, is p the direction taken, and is t halved?"
        )
        return float(f(x))

    result = call(newton, counted, grad, hess, x0, n_steps, by_copy=False, **settings)
    assert np.array_equal(x0, before), "x0 was changed by the call: make new arrays instead of changing old ones."
    shape = np.shape(result)
    assert len(shape) == 2 and shape[1] == len(x0), (
        f"the path from {before.tolist()}: expected an array of shape (k + 1, {len(x0)}), one row for every point, got one of shape {shape}."
    )
    rows = shape[0]
    path = as_array(result, shape, f"the path from {before.tolist()}")
    assert 1 <= rows <= n_steps + 1, f"for n_steps = {n_steps} expected 1 to {n_steps + 1} rows, got {rows}."
    assert np.array_equal(path[0], before), f"row 0 of the path should be x0 = {before.tolist()}, got {path[0].tolist()}."
    return path


def rosenbrock(x: np.ndarray) -> float:
    """Return Rosenbrock's function, a curved valley with its minimum at (1, 1)."""
    return float((1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2)


def rosenbrock_gradient(x: np.ndarray) -> np.ndarray:
    across = x[1] - x[0] ** 2
    return np.array([-2 * (1 - x[0]) - 400 * x[0] * across, 200 * across])


def rosenbrock_hessian(x: np.ndarray) -> np.ndarray:
    return np.array([[2 - 400 * (x[1] - 3 * x[0] ** 2), -400 * x[0]], [-400 * x[0], 200.0]])


# %% tests="newton" name="steps" points=2
_H = np.array([[3.0, 1.0], [1.0, 2.0]])
_got = newton_path(lambda x: x @ _H @ x / 2 - x[0], lambda x: _H @ x - [1.0, 0.0], lambda x: _H, [7.0, -4.0], 10)
assert _got.shape == (2, 2) and np.allclose(_got[1], [0.4, -0.2], rtol=0, atol=1e-9), (
    f"on a quadratic one step arrives, here at [0.4, -0.2], and the gradient there is 0: expected a path of 2 rows, got {_got.tolist()}."
)
_want = bare_newton(root_grad, root_hess, np.array([0.9]), 3)
_got = newton_path(lambda x: np.sqrt(1 + x @ x), root_grad, root_hess, [0.9], 3)
assert _got.shape == (4, 1) and np.allclose(_got, _want, rtol=0, atol=1e-9), (
    f"for √(1 + x²) from 0.9, where every whole step is good, expected {_want.ravel().tolist()}, got {_got.ravel().tolist()}."
)
### BEGIN HIDDEN TESTS
for _n in (1, 3, 7):
    _H = random_bowl(_n, _n, 1e4 if _n > 1 else 1.0)
    _x, _x0 = np.random.default_rng(_n).normal(size=(2, _n))
    _got = newton_path(lambda x: (x - _x) @ _H @ (x - _x) / 2, lambda x: _H @ (x - _x), lambda x: _H, _x0, 1)
    assert len(_got) == 2 and np.allclose(_got[1], _x, rtol=0, atol=1e-7), (
        f"on a quadratic in {_n} dimensions, badly conditioned, one step should arrive at {_x.round(4)}, got {_got[-1].round(4)}."
    )
for _x0, _tol, _rows in (([0.5], 0.5, 1), ([0.5], 0.49, 2), ([3.0, 4.0], 5.0, 1), ([3.0, 4.0], 4.9, 2), ([0.0], 0.0, 1)):
    _got = newton_path(lambda x: x @ x / 2, lambda x: x, lambda x: np.eye(len(x)), _x0, 5, tol=_tol)
    assert len(_got) == _rows, (
        f"for x·x/2 from {_x0} with tol = {_tol} expected {_rows} row(s), got {len(_got)}: stop where |g| ≤ tol."
    )
_got = newton_path(lambda x: x @ x / 2, lambda x: x, lambda x: np.eye(1), [0.9e-8], 5)
assert len(_got) == 1, f"with the default tol = 1e-8 a start with |g| = 0.9e-8 is the end, got {len(_got)} rows."
_got = newton_path(lambda x: x @ x / 2, lambda x: x, lambda x: np.eye(1), [1.5e-8], 5)
assert len(_got) == 2, f"with the default tol = 1e-8 a start with |g| = 1.5e-8 needs a step, got {len(_got)} row(s)."
_got = newton_path(rosenbrock, rosenbrock_gradient, rosenbrock_hessian, [-1.2, 1.0], 0)
assert len(_got) == 1, f"with n_steps = 0 the path is x0 alone, got {len(_got)} rows."
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the path should be finite."

# %% tests="newton" name="brakes" points=2
_got = newton_path(lambda x: np.sqrt(1 + x @ x), root_grad, root_hess, [2.0], 1)
assert len(_got) == 2 and np.allclose(_got[1], [-0.5], rtol=0, atol=1e-9), (
    "for √(1 + x²) from 2 the whole step leads to -8, half of it to -3, a quarter of it to -0.5, which is the first that is low enough; "
    f"got {_got[-1].tolist()}."
)
_got = newton_path(rosenbrock, rosenbrock_gradient, rosenbrock_hessian, [-1.2, 1.0], 40)
assert np.allclose(_got[-1], [1, 1], rtol=0, atol=1e-6), f"on Rosenbrock's function from (-1.2, 1) expected to arrive at (1, 1), got {_got[-1]}."
_heights = np.array([rosenbrock(_x) for _x in _got])
assert np.all(np.diff(_heights) <= 0), "with backtracking every step should go down; on Rosenbrock's function one of yours went up."
### BEGIN HIDDEN TESTS
for _start in (-1.5, 3.0, 10.0, 40.0):
    _got = newton_path(lambda x: np.sqrt(1 + x @ x), root_grad, root_hess, [_start], 40)
    assert abs(_got[-1, 0]) < 1e-6, f"for √(1 + x²) from {_start} expected to arrive at 0, got {_got[-1, 0]:.3g}."
for _c, _want in ((0.5, 0.0), (0.25, 0.0)):
    _got = newton_path(lambda x: x @ x, lambda x: 2 * x, lambda x: 2 * np.eye(1), [1.0], 1, c=_c)
    assert np.allclose(_got[-1], _want, rtol=0, atol=1e-12), (
        f"for x² from 1 with c = {_c} the whole step, to 0, satisfies Armijo's condition (with equality for 0.5), got {_got[-1]}."
    )
for _settings, _t in (({"c": 0.5}, 0.25), ({"c": 0.05}, 0.5), ({}, 0.5)):
    _got = newton_path(lambda x: np.sqrt(1 + x @ x), root_grad, lambda x: np.eye(1) * 0.25, [1.0], 1, **_settings)
    _want = 1 - _t * 8**0.5
    assert len(_got) == 2 and np.allclose(_got[1], _want, rtol=0, atol=1e-9), (
        f"for √(1 + x²) from 1, with a hess that says 0.25 and {_settings or 'the default c'}, expected t = {_t} and a step to "
        f"{_want:.4f}, got {_got[-1]}: f(x) + c t g·p, with t in it, and t halved each time."
    )
for _share, _t in ((1.5e-4, 1.0), (0.5e-4, 0.5)):
    _step = 2 * (1 - _share)
    _got = newton_path(lambda x: x @ x / 2, lambda x: x, lambda x, step=_step: np.eye(1) / step, [1.0], 1)
    assert len(_got) == 2 and np.allclose(_got[1], 1 - _t * _step, rtol=0, atol=1e-9), (
        f"where the whole step makes f fall by {_share} of what the slope promises, and c is the default 1e-4, expected t = {_t}, "
        f"a step from 1 to {1 - _t * _step:.5f}, got {_got[-1]}."
    )
for _outside in (math.nan, math.inf):
    _got = newton_path(
        lambda x, outside=_outside: x[0] - np.log(x[0]) if x[0] > 0 else outside,
        lambda x: 1 - 1 / x,
        lambda x: np.diag(x**-2.0),
        [4.0],
        30,
    )
    assert np.all(_got > 0) and np.allclose(_got[-1], 1, rtol=0, atol=1e-6), (
        f"for x - log x, {_outside} for x ≤ 0, from 4 expected to arrive at 1 without leaving x > 0, the last points are "
        f"{', '.join(f'{_x:.4g}' for _x in _got[-3:, 0])}: a value that is inf or nan is too high."
    )
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the path should be finite."

# %% tests="newton" name="only_downhill" points=2
_got = newton_path(himmelblau, himmelblau_gradient, himmelblau_hessian, [0.0, -1.0], 60)
assert himmelblau(_got[-1]) < 1e-9, (
    f"on Himmelblau's function from (0, -1), where the Hessian is no bowl, expected to arrive in a valley, got {_got[-1].round(3)}: "
    "check the slope in the direction of p."
)
_got = newton_path(lambda x: x[0] + 1.005 * x[0] ** 2, lambda x: 1 + 2.01 * x, lambda x: np.diag([-0.01]), [0.0], 1)
assert len(_got) == 2 and np.allclose(_got[1], -0.5, rtol=0, atol=1e-9), (
    "for x + 1.005 x² from 0, with a hess that says -0.01, Newton's direction goes uphill, so p is -g = -1. f(-1) is above f(0), so "
    f"the step leads to -0.5, got {_got[-1, 0]:.5g}: is p replaced by -g, and is the slope in Armijo's condition that of the new p?"
)
### BEGIN HIDDEN TESTS
_got = newton_path(lambda x: x[0] ** 2 / 2 - x[1] ** 2 / 2, lambda x: x * [1.0, -1.0], lambda x: np.diag([1.0, -1.0]), [1.0, -1.0], 1)
assert len(_got) == 2 and np.allclose(_got[1], [0, -2], rtol=0, atol=1e-9), (
    f"for x²/2 - z²/2 from (1, -1) Newton's direction has slope 0, so -g = (-1, -1) is taken, to (0, -2), got {_got[-1]}."
)
for _x0, _want in (([3.0, -1.0], [0.0, 0.0]), ([1.0, -2.0], [0.0, -4.0])):
    _got = newton_path(lambda x: x[0] ** 2 / 2 - x[1] ** 2 / 2, lambda x: x * [1.0, -1.0], lambda x: np.diag([1.0, -1.0]), _x0, 1)
    assert len(_got) == 2 and np.allclose(_got[1], _want, rtol=0, atol=1e-9), (
        f"for x²/2 - z²/2 from {_x0} expected the step to {_want}, got {_got[-1]}: only where g·p ≥ 0 is p replaced, by -g."
    )
_got = newton_path(lambda x: (x[0] - x[1]) ** 2 / 4, lambda x: (x[0] - x[1]) * np.array([0.5, -0.5]), lambda x: np.array([[0.5, -0.5], [-0.5, 0.5]]), [3.0, 1.0], 1)
assert len(_got) == 2 and np.allclose(_got[1], [2, 2], rtol=0, atol=1e-9), (
    f"for (x - z)²/4, with a singular Hessian, from (3, 1) expected the step -g, to (2, 2), got {_got[-1]}."
)
_got = newton_path(lambda x: x[0] + x[1] ** 2, lambda x: np.array([1.0, 2 * x[1]]), lambda x: np.diag([0.0, 2.0]), [0.0, 1.0], 1)
assert len(_got) == 2 and np.allclose(_got[1], [-1, -1], rtol=0, atol=1e-9), (
    f"for x + z² with a singular Hessian from (0, 1) expected the step -g, to (-1, -1), got {_got[-1]}."
)
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the path should be finite."

# %% [markdown]
# Rosenbrock's function is the classical test of optimisers: a long curved valley. Your Newton against gradient
# descent with $\eta = 0.001$ (the bound at the minimum is 0.002), and against scipy's `trust-exact`, a Newton
# method with brakes of another kind.

# %%
x0 = np.array([-1.2, 1.0])
path = newton(rosenbrock, rosenbrock_gradient, rosenbrock_hessian, x0, 100)
print(f"Newton: {len(path) - 1} steps, distance from (1, 1): {np.linalg.norm(path[-1] - 1):.0e}")
print("  the last steps:", *(f"{np.linalg.norm(x - 1):.0e}" for x in path[-5:]))
slow = gradient_descent(rosenbrock_gradient, x0, 1e-3, 20_000)
print(f"gradient descent: 20,000 steps, distance from (1, 1): {np.linalg.norm(slow[-1] - 1):.0e}")
answer = minimize(rosenbrock, x0, jac=rosenbrock_gradient, hess=rosenbrock_hessian, method="trust-exact")
print(f"scipy: {answer.nit} steps, distance from (1, 1): {np.linalg.norm(answer.x - 1):.0e}")

# %% [markdown]
# Look at the last three steps: once it is close, the exponent about doubles with each, −3, −6, −10. What speaks against Newton is the price: the
# Hessian of $d$ weights has $d^2$ entries, and to solve with it costs some $d^3/3$ multiplications. For ten
# weights, nothing; for a million, see the warm-up.

# %% [markdown]
# ## 7 · The race
#
# The surface: logistic regression on the breast cancer table, ten measurements of the cell nuclei of 569 tumours,
# standardised, and a constant. With $y_i = 1$ for malignant, the loss and its derivatives are
#
# $$f(\mathbf{w}) = \frac1n\sum_{i=1}^n \Bigl[\log\bigl(1+e^{z_i}\bigr) - y_i z_i\Bigr],\quad z_i = \mathbf{x}_i^\top\mathbf{w}, \qquad
# \nabla f = \frac1n\mathbf{X}^\top(\mathbf{p}-\mathbf{y}), \qquad \mathbf{H} = \frac1n\mathbf{X}^\top\mathbf{D}\,\mathbf{X},$$
#
# with $p_i = 1/(1+e^{-z_i})$, the predicted probability, and $\mathbf{D}$ diagonal with $p_i(1-p_i) > 0$. By the
# argument of section 5 it is convex: one finish for all. (Module 2 has a lesson on this model. Here it is only a
# surface.)

# %% locked="tumours"
breast_cancer = load_breast_cancer()
malignant = 1.0 - breast_cancer.target
nuclei = breast_cancer.data[:, :10]  # the ten means: radius, texture, perimeter, area, …
X_nuclei_raw = np.column_stack([np.ones(569), nuclei])
X_nuclei = np.column_stack([np.ones(569), (nuclei - nuclei.mean(axis=0)) / nuclei.std(axis=0)])


def logistic_loss(X: np.ndarray, w: np.ndarray) -> float:
    """Return the mean cross-entropy of the malignant tumours, for X of shape (569, d)."""
    z = X @ w
    return float(np.mean(np.logaddexp(0, z) - malignant * z))


def logistic_gradient(X: np.ndarray, w: np.ndarray, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
    """Return the gradient of the loss, from all rows or from some, shape (d,)."""
    X, y = X[rows], malignant[rows]
    return X.T @ (expit(X @ w) - y) / len(y)


def logistic_hessian(X: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return the Hessian of the loss, shape (d, d)."""
    p = expit(X @ w)
    return X.T @ (X * (p * (1 - p))[:, None]) / len(X)


def runners_on(X: np.ndarray, n_passes: int) -> dict[str, Callable[[float], np.ndarray]]:
    """Return the optimisers by name, each a function lr → path with one row per pass over the data."""
    w0 = np.zeros(X.shape[1])
    f, grad, hess = (functools.partial(g, X) for g in (logistic_loss, logistic_gradient, logistic_hessian))

    def stochastic(lr):
        rng = np.random.default_rng(0)
        return sgd(grad, w0, len(X), 32, lambda t: lr / (1 + t / 180), n_passes, rng)

    runners = {
        "gradient descent": lambda lr: gradient_descent(grad, w0, lr, n_passes),
        "heavy ball, β = 0.9": lambda lr: heavy_ball(grad, w0, lr, 0.9, n_passes),
        "Adam": lambda lr: adam(grad, w0, lr, n_passes),
        "SGD, batches of 32": stochastic,
        "Newton": lambda lr: newton(f, grad, hess, w0, n_passes),
    }
    return {name: functools.cache(run) for name, run in runners.items()}  # no path is computed twice


# %%
w_newton = newton(*(functools.partial(g, X_nuclei) for g in (logistic_loss, logistic_gradient, logistic_hessian)), np.zeros(11), 50)
loss_min = logistic_loss(X_nuclei, w_newton[-1])
model = LogisticRegression(C=np.inf, tol=1e-9, max_iter=10_000).fit(X_nuclei[:, 1:], malignant)
loss_sklearn = logistic_loss(X_nuclei, np.concatenate([model.intercept_, model.coef_[0]]))
print(f"least loss: yours {loss_min:.10f}, scikit-learn {loss_sklearn:.10f}")
for text, w in (("at the start", np.zeros(11)), ("at the minimum", w_newton[-1])):
    H = logistic_hessian(X_nuclei, w)
    limits = speed_limits(H)
    print(f"{text}: {curvature(H, 0.0)}, condition number {limits.cond:,.0f}, bound {limits.bound:.2f}")

# %% [markdown]
# A condition number of twenty thousand, although the columns are standardised: radius, perimeter and area measure
# nearly the same thing. There are three finishes, at three distances of the loss from its minimum: 0.1, 0.01, 0.001. How
# many passes over the data does each optimiser need?
#
# A colleague has run this race. Same learning rate for everybody, 0.1: what could be fairer?

# %%
runners = runners_on(X_nuclei, 1000)
for name, run in runners.items():
    gaps = np.array([logistic_loss(X_nuclei, w) for w in run(0.1)]) - loss_min
    print(f"{name:>20s}: below 0.01 after {np.argmax(gaps <= 0.01):4d} passes")

# %% [markdown]
# "Adam beats gradient descent by a factor of 14", says the report. **Is this too good?** Say what you think
# before you go on.
#
# A learning rate of 0.1 means something else to each of them: for gradient descent it multiplies a gradient, for
# Adam it is the distance to walk, for the heavy ball it counts tenfold. To give everybody the same number is to
# pick a winner. A fair referee lets **everybody run with the rate that suits them best**, out of the same list.
# And there is one more trap in the cell above: `argmax` finds the first time below the line, though a runner that
# overshoots may be thrown out again; and for one who never gets there it returns 0.

# %% [markdown]
# ### Exercise 7 · The referee   ●●● 12 minutes
#
# `race(runners, f, f_min, tol, lrs)` takes
#
# - `runners`, a dict from names to functions; `runners[name](lr)` returns a path, shape (m + 1, d), m ≥ 0, not
#   always of the same length. A run that exploded may have rows of `inf` or `nan`;
# - `f`, from a point (a row) to its height, a float (perhaps `nan` or `inf` for such rows), `f_min`, the height
#   of the minimum, `tol` ≥ 0, and `lrs`, a list of at least one learning rate, all different, in any order.
#
# A run has **arrived at step $k$** if from row $k$ to the end of the path *every* row has
# $f(\mathbf{x}) - f_{\min} \le \texttt{tol}$, and $k$ is the smallest number with this property (0 if it holds
# from the start). A `nan` is not arrived. A run whose last row is not within `tol` has never arrived. A height a
# little below `f_min`, by rounding, is within `tol`.
#
# It returns a dict from each name to a tuple `(lr, steps)`: the smallest number of steps with which the runner
# arrives for any of the `lrs`, and the rate with which it does so; if several rates need equally few, the
# smallest of them. If it arrives with none: `(None, math.inf)`.
#
# <details><summary>Hint 1</summary>
#
# Write a function for a single path first. Which row is easiest to find: the first that is good for ever, or the
# last that is bad?
# </details>
# <details><summary>Hint 2</summary>
#
# If the last bad row has the number $k$, the run arrived at $k + 1$, unless that is beyond the end. If no row is
# bad, at 0. And "bad" is `not gap <= tol`, which is true for `nan`; `gap > tol` is not.
# </details>
# <details><summary>Hint 3</summary>
#
# For each name, start from `(None, math.inf)`, go through `sorted(lrs)`, and replace the entry only if the steps
# are *strictly* fewer.
# </details>


# %% solution="race"
def race(
    runners: dict[str, Callable[[float], np.ndarray]],
    f: Callable[[np.ndarray], float],
    f_min: float,
    tol: float,
    lrs: list[float],
) -> dict[str, tuple[float | None, float]]:
    """Return for each runner its best learning rate and the steps it needs with it.

    >>> halving = lambda lr: np.array([[8.0], [4.0], [2.0], [1.0]])
    >>> race({"halving": halving}, lambda x: float(x[0]), 0.0, 2.0, [0.1])
    {'halving': (0.1, 2)}
    """
    ### BEGIN SOLUTION
    results = {}
    for name, run in runners.items():
        results[name] = (None, math.inf)
        for lr in sorted(lrs):
            path = run(lr)
            bad = [k for k, x in enumerate(path) if not f(x) - f_min <= tol]
            arrived = bad[-1] + 1 if bad else 0
            if arrived < len(path) and arrived < results[name][1]:
                results[name] = (lr, arrived)
    return results
    ### END SOLUTION


# %% locked="race_of"
def race_of(heights: dict[str, dict[float, list[float]]], f_min: float, tol: float, lrs: list[float]) -> dict:
    """Return the student's results for runs of the given heights, name → lr → heights, after a check of their form."""
    runners = {name: lambda lr, runs=runs: np.array(runs[lr], dtype=float)[:, None] for name, runs in heights.items()}
    results = call(race, runners, lambda x: float(x[0]), f_min, tol, lrs)
    assert isinstance(results, dict), f"expected a dict, got a {type(results).__name__}."
    assert set(results) == set(heights), f"expected the names {sorted(heights)}, got {sorted(map(str, results))}."
    clean = {}
    for name, entry in results.items():
        assert isinstance(entry, (tuple, list)) and len(entry) == 2, f"expected a tuple (lr, steps) for {name!r}, got {entry!r}."
        lr, steps = entry
        lr = None if lr is None else float(as_array(lr, (), f"the learning rate of {name!r}"))
        clean[name] = (lr, float(as_array(steps, (), f"the steps of {name!r}")))
    return clean


# %% tests="race" name="arrival" points=2
_heights = {"steady": {0.1: [8, 4, 2, 1]}, "leaps": {0.1: [8, 1, 5, 1, 1, 1]}, "there": {0.1: [1, 2, 0]}}
_got = race_of(_heights, 0.0, 2.0, [0.1])
_want = {"steady": (0.1, 2), "leaps": (0.1, 3), "there": (0.1, 0)}
for _name in _want:
    assert _got[_name] == _want[_name], (
        f"for the heights {_heights[_name][0.1]}, minimum 0 and tol 2 expected {_want[_name]}, got {_got[_name]}: from which row on is "
        "every row within tol?"
    )
### BEGIN HIDDEN TESTS
for _run, _f_min, _tol, _want in (
    ([9, 8, 7], 5.0, 2.0, 2),
    ([9, 8, 7, 8, 7], 5.0, 2.0, 4),
    ([9, 8, 8, 7], 5.0, 3.0, 1),
    ([7], 5.0, 2.0, 0),
    ([6, 4.5, 4.0], 5.0, 0.5, 1),
    ([9, 1, 9, 5.0], 5.0, 0.0, 3),
    ([9, math.nan, 5.0], 5.0, 0.5, 2),
    ([9, 5, math.inf, 5.0, 5.0], 5.0, 0.5, 3),
    ([9, 5.5, 5.25, 5.0], 5.0, 0.25, 2),
):
    _one = race_of({"it": {0.3: _run}}, _f_min, _tol, [0.3])["it"]
    _why = " nan is not arrived." if any(map(math.isnan, _run)) else ""
    _why = " A height below the minimum is within tol." if min(_run) < _f_min else _why
    assert _one == (0.3, _want), f"for the heights {_run}, minimum {_f_min} and tol {_tol} expected (0.3, {_want}), got {_one}.{_why}"
### END HIDDEN TESTS
assert all(len(_entry) == 2 for _entry in _got.values()), "each result has a learning rate and a number of steps."

# %% tests="race" name="tuning" points=2
_heights = {
    "slow": {0.1: [9, 8, 7, 6], 1.0: [9, 5, 1, 0], 10.0: [9, 30, 90, 270]},
    "fast": {0.1: [9, 1, 0, 0], 1.0: [9, 9, 1, 0], 10.0: [9, 9, 9, 0]},
}
_got = race_of(_heights, 0.0, 1.0, [10.0, 0.1, 1.0])
for _name, _want in (("slow", (1.0, 2)), ("fast", (0.1, 1))):
    assert _got[_name] == _want, (
        f"expected {_want} for the runner with the heights {_heights[_name]} and tol 1, got {_got[_name]}: every runner with its own best rate."
    )
### BEGIN HIDDEN TESTS
for _lrs in ([0.1, 1.0, 10.0], [10.0, 1.0, 0.1], [1.0, 10.0, 0.1]):
    _heights = {
        "tie": {0.1: [9, 9, 9], 1.0: [9, 1, 0], 10.0: [9, 1, 1]},
        "low but late": {0.1: [9, 2, 1, 1, 1], 1.0: [9, 9, 9, 0, 0], 10.0: [9, 9, 9, 9, 0]},
        "short": {0.1: [9, 9, 9, 1], 1.0: [9, 1], 10.0: [9, 9, 1, 1, 1]},
        "only last": {0.1: [9, 9], 1.0: [9, 8], 10.0: [9, 1]},
        "from the start": {0.1: [1, 1], 1.0: [0, 0], 10.0: [0, 9]},
    }
    _got = race_of(_heights, 0.0, 1.0, _lrs)
    for _name, _want in (
        ("tie", (1.0, 1)),
        ("low but late", (0.1, 2)),
        ("short", (1.0, 1)),
        ("only last", (10.0, 1)),
        ("from the start", (0.1, 0)),
    ):
        assert _got[_name] == _want, (
            f"with lrs = {_lrs} and tol 1 expected {_want} for the heights {_heights[_name]}, got {_got[_name]}: fewest steps first, "
            "then the smallest rate."
        )
### END HIDDEN TESTS
assert all(len(_entry) == 2 for _entry in _got.values()), "each result has a learning rate and a number of steps."

# %% tests="race" name="never" points=1
_heights = {"never": {0.1: [9, 8, 7], 1.0: [9, 0, 7]}, "exploded": {0.1: [9, 0, math.nan], 1.0: [9, math.inf, math.inf]}}
_got = race_of(_heights, 0.0, 1.0, [0.1, 1.0])
for _name in _heights:
    assert _got[_name] == (None, math.inf), (
        f"no run of {_heights[_name]} ends within 1 of the minimum 0: expected (None, inf), got {_got[_name]}."
    )
### BEGIN HIDDEN TESTS
for _runs in ({0.1: [9]}, {0.1: [2, 1, 0, 2.5], 1.0: [math.nan]}, {0.1: [1, 1, math.nan], 1.0: [9, 9]}, {0.1: [0, math.inf]}):
    _one = race_of({"it": _runs}, 0.0, 1.0, list(_runs))["it"]
    assert _one == (None, math.inf), f"no run of {_runs} ends within 1 of the minimum 0: expected (None, inf), got {_one}."
_one = race_of({"it": {0.1: [0, math.nan], 1.0: [9, 9, 0.5]}}, 0.0, 1.0, [0.1, 1.0])["it"]
assert _one == (1.0, 2), f"of two runs, heights [0, nan] with 0.1 and [9, 9, 0.5] with 1.0, only the second arrives: expected (1.0, 2), got {_one}."
### END HIDDEN TESTS
assert all(len(_entry) == 2 for _entry in _got.values()), "each result has a learning rate and a number of steps."

# %% [markdown]
# The race again, with a referee. **Predict before you run:** will gradient descent still be last?

# %%
lrs = [0.1, 0.3, 1.0, 3.0, 10.0, 30.0]
height = functools.partial(logistic_loss, X_nuclei)
results = {tol: race(runners, height, loss_min, tol, lrs) for tol in (0.1, 0.01, 0.001)}


def entry_text(lr: float | None, steps: float) -> str:
    """Return one entry of the table of results."""
    return "        never" if lr is None else f"{steps:4.0f} ({lr:4.1f})"


print(f"{'passes (learning rate)':>22s}" + "".join(f"   within {tol:<6}" for tol in results))
for name in runners:
    print(f"{name:>22s}" + "".join(f"{entry_text(*results[tol][name]):>16s}" for tol in results))

# %%
colours = dict(zip(runners, (ORANGE, BLUE, GREEN, PINK, "black")))
fig, axes = plt.subplots(1, 2, figsize=(11, 4.8), sharey=True)
for name, run in runners.items():
    tuned = results[0.001][name][0] or results[0.01][name][0]
    for ax, lr in zip(axes, (0.1, tuned)):
        gaps = [height(w) - loss_min for w in run(lr)]
        label = name if ax is axes[0] else None
        ax.loglog(np.arange(1, len(gaps) + 1), np.maximum(gaps, 1e-9), color=colours[name], label=label)
for ax, title in zip(axes, ("everybody with 0.1", "each tuned for a finish at 0.001")):
    ax.axhline(0.01, color=GREY, linestyle=":", linewidth=1)
    ax.axhline(0.001, color=GREY, linestyle=":", linewidth=1)
    ax.set(xlabel="passes over the data + 1", title=title, ylim=(1e-5, 1))
axes[0].set_ylabel("loss above its minimum")
fig.legend(loc="outside lower center", ncols=5)
fig.suptitle("The winner depends on the tuning, and on where the finish is", fontsize=12)
plt.show()

# %% [markdown]
# (In the right-hand picture gradient descent, which never gets to 0.001, runs with its rate for 0.01. At such large
# rates the last digits of your machine's arithmetic decide where a spike falls, so the larger numbers may differ
# from those quoted here.)
#
# - **Gradient descent** is not last: it needs 19 passes for 0.01, Adam 50, the heavy ball 58. The factor of 14 was
#   tuning. But 0.001 lies beyond its reach: there $\kappa = 20{,}000$ takes over.
# - **The heavy ball** wins the long distance among those that know only gradients: $\sqrt\kappa$.
# - **Adam** is below 0.001 after some 450 passes, and after 744 it is thrown out again (the second green spike). A
#   referee who takes the first time would not have seen it.
# - **SGD** is at 0.01 after 4 passes of 18 steps each. For 0.001 the noise has to be starved out.
# - **Newton** ignores `lr`: six passes, each with a Hessian, about a dozen times as dear.
#
# That Newton ignores the learning rate has a deeper side. Run the race in the units of the laboratory, areas in
# hundreds next to fractal dimensions in hundredths: in other coordinates the *same* surface. **Predict before you
# run:** who still arrives within 0.01, and in how many passes?

# %%
height_raw = functools.partial(logistic_loss, X_nuclei_raw)
runners_raw = runners_on(X_nuclei_raw, 300)
print(f"condition number at the start: {speed_limits(logistic_hessian(X_nuclei_raw, np.zeros(11))).cond:.0e}")
for name, (lr, steps) in race(runners_raw, height_raw, loss_min, 0.01, [10.0**k for k in range(-7, 2)]).items():
    print(f"{name:>22s}: {'not within 300 passes' if lr is None else f'{steps} passes'}")
paths = [runners["Newton"](1.0), runners_raw["Newton"](1.0)]
heights = [[height(w) for w in paths[0]], [height_raw(w) for w in paths[1]]]
print("largest difference of Newton's loss, step by step:", f"{np.abs(np.subtract(*(h[:7] for h in heights))).max():.0e}")

# %% [markdown]
# Everybody else, Adam included, is lost: some weights have to travel far and others must be placed within a
# hair's breadth. Newton's path is the same path, for $\mathbf{H}^{-1}\mathbf{g}$ changes units exactly as
# $\mathbf{w}$ does. Whoever steps along gradients has chosen a system of units, whether they thought of it or
# not. Hence the first rule of this table:
#
# | if | then |
# |---|---|
# | anything | standardise the inputs first; it is one line |
# | few weights (up to thousands), exact gradients | Newton and its kin; `scipy.optimize.minimize`, scikit-learn's solvers |
# | an ill-conditioned problem, exact gradients | momentum, with $\beta$ nearer 1 the larger $\kappa$ is |
# | many examples, and a rough minimum will do (most of deep learning) | minibatches with momentum or Adam, and a schedule |
# | a comparison of optimisers | the same budget of tuning for each, and a finish that counts only if one stays behind it |

# %% [markdown]
# ## What you can do now
#
# | | at work |
# |---|---|
# | ☑ predict bounds and step counts from a Hessian | telling "needs longer" from "needs other units"; why a run explodes at one learning rate and not at the next |
# | ☑ write and tune momentum, and mend an Adam | reading the arguments of `torch.optim`; porting an optimiser between frameworks, with an agreement test |
# | ☑ train on minibatches, and predict the noise floor | choosing batch size and learning rate together; knowing when a schedule will help |
# | ☑ decide whether a surface is convex | knowing whether a restart can find something better, or the fit is final |
# | ☑ write a safe Newton, and referee a fair race | fitting small models to full precision; reviewing a benchmark, your own first |
#
# Keep the referee. And when a curve is flat, remember the first picture.
#
# **Next:** [Probability distributions](../probability_distributions/probability_distributions.ipynb). You have
# met noise; there you learn to describe it, and maximum likelihood says where losses like this one come from.
#
# **Go further**
#
# - *Mathematics for Machine Learning* (Deisenroth, Faisal, Ong), [chapter 7](https://mml-book.github.io):
#   gradient descent, constraints and convex optimisation, with the proofs.
# - Gabriel Goh, [Why Momentum Really Works](https://distill.pub/2017/momentum/) (Distill, 2017): section 2 of
#   this lesson with pictures that move, and what noise does to momentum.
# - Bottou, Curtis and Nocedal,
#   [Optimization Methods for Large-Scale Machine Learning](https://arxiv.org/abs/1606.04838) (SIAM Review, 2018):
#   the theory of section 4, by people who use it.
# - Schmidt, Schneider and Hennig, [Descending through a Crowded Valley](https://arxiv.org/abs/2007.01547) (ICML 2021):
#   a race of fifteen optimisers with a referee, and its sobering result.
