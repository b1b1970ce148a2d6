# ---
# title: Gradient descent
# minutes: 120
# difficulty: 2
# prerequisites: [backpropagation, derivatives_and_gradients, eigenvalues_and_svd]
# summary: Build momentum, Adam, minibatch SGD and a safe Newton, know from the eigenvalues how fast they can be, and referee a fair race.
# proves:
#   math.optimisation: [speed_limits, heavy_ball, adam, sgd, convexity, newton, race]
# ---

# %% [markdown]
# # Gradient descent
#
# In *Vectors and matrices* you predicted the progress of 442 patients' diabetes from ten measurements, and QR found the
# best weights in one go. A model with a million weights cannot be solved like that, so a colleague practises on the
# small one with **gradient descent**: start at zero, and step against the gradient, ten thousand times. The step size
# was found by trial: $3\cdot10^{-5}$ makes the loss explode, $2\cdot10^{-5}$ works.
#
# **Predict before you run:** the curve below falls, then lies flat for thousands of steps. Is the training finished?

# %% locked="imports"
import functools
import math
import warnings
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np
import torch
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
for k in (100, 1000, 9000, 10_000):
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
# Flat, and nowhere near. The constant should be −335 and has hardly left 0; five weights have the wrong sign. The last
# thousand steps won 0.02 of the 2.8 points that are missing. There is no bug. **A flat curve does not say that you have
# arrived. It says that you have stopped getting anywhere.** At the end of section 1 you will know how many steps this
# training asks for: some 180 million.
#
# **You will be able to**
#
# 1. predict from a Hessian which step sizes explode, and how many steps the best one needs;
# 2. write heavy-ball momentum and tune it, and mend an Adam that is silently wrong;
# 3. train on minibatches, and predict the height at which their noise stops you;
# 4. judge whether a surface is convex, by chords and by curvature;
# 5. write a Newton method that survives bad starts, and referee a fair race of optimisers.
#
# **Before this:** [Eigenvalues and SVD](../eigenvalues_and_svd/eigenvalues_and_svd.ipynb),
# [Derivatives and gradients](../derivatives_and_gradients/derivatives_and_gradients.ipynb),
# [Backpropagation](../backpropagation/backpropagation.ipynb). **Not here:** constraints; large networks (module 3).
#
# **Notation.** We minimise $f:\mathbb{R}^n\to\mathbb{R}$; $\mathbf{x}_k$ is the point after $k$ steps (for a model, its
# weights $\mathbf{w}$), $\mathbf{x}^\ast$ the minimum, $\mathbf{g} = \nabla f$ the gradient, shape (n,), $\mathbf{H}$
# the Hessian, shape (n, n), with eigenvalues $\lambda_{\min}$ to $\lambda_{\max}$, $\eta$ the learning rate (`lr`).
#
# **Data**, from scikit-learn (BSD): diabetes (Efron and others, 2004), breast cancer (Wolberg and others, 1995; CC BY 4.0).

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
            result = function(*(deepcopy(arguments) if by_copy else arguments), **settings)
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
# The simplest valley is $f(x) = \tfrac12\lambda x^2$, with the curvature $\lambda > 0$ and the minimum at 0. Its
# gradient is $\lambda x$, so a step multiplies the distance from the minimum by the factor $1-\eta\lambda$:
#
# $$x_{k+1} = x_k - \eta\lambda x_k = (1 - \eta\lambda)\,x_k .$$
#
# | $\eta\lambda$ | factor | what you see |
# |---|---|---|
# | 0 … 1 | 1 … 0 | creeps in from one side |
# | 1 … 2 | 0 … −1 | leaps across, and in |
# | above 2 | below −1 | explodes |
#
# So $\eta$ must stay below $2/\lambda$. In many dimensions, by Taylor, a smooth $f$ looks near its minimum like
# $f(\mathbf{x}^\ast) + \tfrac12\mathbf{e}^\top\mathbf{H}\mathbf{e}$ with the error
# $\mathbf{e} = \mathbf{x}-\mathbf{x}^\ast$, and its gradient like $\mathbf{H}\mathbf{e}$. Write
# $\mathbf{e} = \sum_i c_i\mathbf{v}_i$ in the eigenvectors of $\mathbf{H}$; as in the warm-up, each is only stretched:
#
# $$\mathbf{e}_{k+1} = (\mathbf{I}-\eta\mathbf{H})\,\mathbf{e}_k \quad\Longleftrightarrow\quad c_i \leftarrow (1-\eta\lambda_i)\,c_i \quad\text{for every } i .$$
#
# **Many dimensions are many one-dimensional valleys that must share one step size.** The steepest sets the bound,
# $\eta < 2/\lambda_{\max}$; the flattest then waits; and the slowest of all decides when you arrive.


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

# %% [markdown]
# To draw it, take a model with two blood fats only, `tc` and `ldl`. **Predict before you run:** what will the paths look
# like for the best step size (found below), half of it, and one 2% over the bound?

# %%
print("Hessian:", H_fats.round(3).tolist(), "  eigenvalues:", eigenvalues_fats.round(3))
w_fats = np.linalg.solve(H_fats, X_fats.T @ y_fats / len(y_fats))
bound_fats = 2 / eigenvalues_fats[-1]
best_fats = 2 / eigenvalues_fats.sum()

a, b = np.meshgrid(np.linspace(-12, 42, 120), np.linspace(-32, 22, 120))
errors = np.stack([a, b], axis=-1) - w_fats
heights = np.einsum("...i,ij,...j->...", errors, H_fats, errors) / 2
lrs = {"half of the best": best_fats / 2, "the best": best_fats, "2% over the bound": 1.02 * bound_fats}
_, axes = plt.subplots(1, 3, figsize=(11, 4.8), sharey=True)
for ax, (text, lr) in zip(axes, lrs.items()):
    ax.contour(a, b, heights, levels=np.geomspace(1, 1500, 12), colors=GREY, linewidths=0.6, alpha=0.7)
    ax.plot(*gradient_descent(grad_fats, np.zeros(2), lr, 25).T, "o-", color=ORANGE, markersize=3, linewidth=1.2)
    ax.plot(*w_fats, "*", color="black", markersize=11)
    ax.set(xlim=(-12, 42), ylim=(-32, 22), aspect="equal", xlabel="weight of tc (points)")
    slowest = contraction(eigenvalues_fats, lr)
    ax.set_title(f"{text}: η = {lr:.3f}\nslowest factor {slowest:.3f}", fontsize=11)
axes[0].set_ylabel("weight of ldl (points)")
plt.suptitle("Too small creeps along the valley, too large climbs its walls", fontsize=13)
plt.show()

# %% [markdown]
# The best step is the one whose slowest factor is smallest. As $\eta$ grows, the flat direction's
# $\lvert1-\eta\lambda_{\min}\rvert$ falls, while the steep direction's $\lvert1-\eta\lambda_{\max}\rvert$ soon rises.
# The best is where they meet:
#
# $$1-\eta\lambda_{\min} = \eta\lambda_{\max}-1 \quad\Rightarrow\quad \eta^\ast = \frac{2}{\lambda_{\min}+\lambda_{\max}}, \qquad
# \text{factor}^\ast = \frac{\kappa-1}{\kappa+1}, \qquad \kappa = \frac{\lambda_{\max}}{\lambda_{\min}} .$$
#
# The **condition number** $\kappa$ again. For large $\kappa$ the factor is about $1 - 2/\kappa$: **the number of steps
# grows in proportion to $\kappa$**.

# %%
lrs = np.linspace(0, 1.35, 300)
_, ax = plt.subplots(figsize=(7, 3.6))
ax.plot(lrs, np.abs(1 - lrs * eigenvalues_fats[0]), color=BLUE)
ax.text(0.15, 1.03, "flat direction", color=BLUE)
ax.plot(lrs, np.abs(1 - lrs * eigenvalues_fats[-1]), color=ORANGE)
ax.text(0.33, 0.45, "steep direction", color=ORANGE)
ax.axvline(bound_fats, color=GREY, linestyle="--", linewidth=1)
ax.text(1.07, 0.1, "bound: 2/λmax", color=GREY)
ax.plot(best_fats, contraction(eigenvalues_fats, best_fats), "o", color="black")
ax.text(0.92, 0.95, "best")
ax.set(xlabel="learning rate η", xlim=(0, 1.35), ylabel="factor per step", ylim=(0, 1.4))
ax.set_title("The best step lies where flat and steep are equally slow")
plt.show()


# %% [markdown]
# ### Exercise 1 · Speed limits   ●○○ 8 minutes
#
# `speed_limits(H)` takes a Hessian `H`, a symmetric array of shape (n, n), n ≥ 1, whose eigenvalues are all positive.
# It returns a `SpeedLimits` (the class below) with four floats:
#
# - `cond`: the condition number $\lambda_{\max}/\lambda_{\min}$;
# - `bound`: the learning rate from which on some errors no longer shrink;
# - `best_lr`: the learning rate with the smallest factor, and `factor`, that factor.
#
# `steps_needed(factor, shrink)` takes a factor per step, 0 < `factor` < 1, and a goal, 0 < `shrink` ≤ 1. It returns
# the smallest whole number $k \ge 0$ for which $\text{factor}^k \le \text{shrink}$. It may be hundreds of millions: do
# not count in a loop.
#
# Here and below you may use `np.linalg`, and NumPy's scalars are as good as Python's.
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
# `math.ceil(math.log(shrink) / math.log(factor))`: the next whole number up.
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
    (0.7, 1.0, 0),
    (0.5, 0.9, 1),
    (0.5, 0.5, 1),
    (0.25, 1e-6, 10),
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
# Back to the opening. The loss there is half the mean square error; its Hessian is $\mathbf{X}^\top\mathbf{X}/442$. One
# column of $\mathbf{X}$ holds ones, another cholesterols near 200. **Predict before you run:** how large is $\kappa$,
# and what does **standardising** the columns (subtract the mean, divide by the standard deviation) do to it?

# %%
for text, X in (("laboratory units", X_raw), ("standardised", X_std)):
    limits = speed_limits(X.T @ X / len(X))
    n_steps = steps_needed(limits.factor, 1e-3)
    print(f"{text:>16s}: condition number {limits.cond:12,.0f}, bound {limits.bound:.3g}, ", end="")
    print(f"steps for an error 1000 times smaller: {n_steps:,}")
limits_std = speed_limits(X_std.T @ X_std / 442)

# %% [markdown]
# The bound $2.72\cdot10^{-5}$ is what the colleague found by trial. And one line of preparation replaces 180 million
# steps by 1624: standardising removes what comes from **units**. What is left, $\kappa = 470$, is in the data: the
# blood fats lean on each other, and a change of units hardly helps against that.

# %% [markdown]
# ## 2 · Momentum
#
# Gradient descent has no memory. In a narrow valley it leaps from wall to wall, while the little progress along the
# floor is the same in every step. So let the steps add up: in a **velocity** $\mathbf{v}$, shape (n,), the leaps cancel
# and the progress accumulates. This is **heavy-ball momentum** (Polyak, 1964), in torch's form, from
# $\mathbf{v}_0 = \mathbf{0}$:
#
# $$\mathbf{v}_{k+1} = \beta\,\mathbf{v}_k + \nabla f(\mathbf{x}_k), \qquad \mathbf{x}_{k+1} = \mathbf{x}_k - \eta\,\mathbf{v}_{k+1}, \qquad 0 \le \beta < 1 .$$
#
# A gradient that stays the same adds up to $1 + \beta + \beta^2 + \dots = 1/(1-\beta)$ of itself: tenfold for
# $\beta = 0.9$.
#
# How much faster is it? Look once more at one eigenvector. In the long run the error along it shrinks by the factor
# $\sqrt\beta$ in every step, **whatever its $\lambda$**, as long as
# $(1-\sqrt\beta)^2 \le \eta\lambda \le (1+\sqrt\beta)^2$: within this range all directions arrive together.
#
# <details><summary>Why √β?</summary>
#
# Let $c_k$ be the coefficient of the eigenvector. The velocity before the step is $(c_{k-1} - c_k)/\eta$ along it, so
#
# $$c_{k+1} = (1 + \beta - \eta\lambda)\,c_k - \beta\,c_{k-1} .$$
#
# Try $c_k = z^k$, and $z$ must solve $z^2 - (1+\beta-\eta\lambda)\,z + \beta = 0$. The product of the two roots is $\beta$.
# Between the two limits the roots are complex, hence conjugate, so both have the absolute value $\sqrt\beta$. (At the
# limits they coincide, and $c_k$ is $\sqrt\beta^{\,k}$ times something that grows in proportion to $k$.)
# </details>
#
# So let the range just hold all eigenvalues, $\eta\lambda_{\min} = (1-\sqrt\beta)^2$ and
# $\eta\lambda_{\max} = (1+\sqrt\beta)^2$, and take roots:
#
# $$\sqrt{\beta} = \frac{\sqrt\kappa-1}{\sqrt\kappa+1}, \qquad \eta = \frac{4}{\bigl(\sqrt{\lambda_{\min}}+\sqrt{\lambda_{\max}}\bigr)^2} .$$
#
# The factor $\sqrt\beta$ is that of section 1 with $\sqrt\kappa$ for $\kappa$: **the number of steps grows with
# $\sqrt\kappa$.** Predict before you go on: how much faster is that at $\kappa = 470$?

# %% [markdown]
# ### Exercise 2 · The heavy ball   ●●○ 10 minutes
#
# `heavy_ball(grad, x0, lr, beta, n_steps)` takes a function `grad` (point of shape (n,) → gradient of shape (n,)), a
# start `x0`, a float array of shape (n,), `lr` > 0, 0 ≤ `beta` < 1 and `n_steps` ≥ 0. It returns the path, shape
# (n_steps + 1, n), in double precision: row 0 is `x0`, row $k$ the point after $k$ steps. Do not change `x0`.
#
# `tuned_heavy_ball(H)` takes a Hessian as in Exercise 1 and returns the pair `(lr, beta)` of the two formulas, floats.
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
    f"belongs to a velocity of {_velocities[0]:.6g}: does each step use the velocity just made, in double precision?"
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
# On all eleven standardised weights; the dotted lines are forecasts, from the eigenvalues alone.

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
    _distances = np.linalg.norm(path - w_std, axis=1) / np.linalg.norm(w_std)
    ax.semilogy(_distances, color=colour, label=name)
    ax.semilogy(forecasts[name] ** np.arange(601), color=colour, linestyle=":", linewidth=1.2)
    _measured = np.flatnonzero(_distances > 1e-3)[-1] + 1
    print(f"{name:>16s}: to a thousandth {steps_needed(forecasts[name], 1e-3):5.0f} steps forecast, {_measured} measured")
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
# Forecast were 1624 steps against 75, a factor of $\sqrt{470} \approx 22$; measured are 1367 against 111, a factor of
# 12. The heavy ball overshoots at first; but the farther the goal, the nearer the factor comes to 22.
#
# Nobody knows the eigenvalues of a network; there one starts from $\beta = 0.9$. Mind that with the same `lr` this makes
# the learning rate along the valley's floor ten times as large.


# %% [markdown]
# ## 3 · Adam
#
# **Adam** (Kingma and Ba, 2015) gives every coordinate a learning rate of its own: it divides the step by the typical
# size of the gradient there. It keeps two running means, of the gradient and of its square, entry by entry:
#
# $$\mathbf{m}_t = \beta_1\mathbf{m}_{t-1} + (1-\beta_1)\,\mathbf{g}_t, \qquad
# \mathbf{v}_t = \beta_2\mathbf{v}_{t-1} + (1-\beta_2)\,\mathbf{g}_t^2, \qquad \mathbf{m}_0 = \mathbf{v}_0 = \mathbf{0},$$
#
# with $\mathbf{g}_t = \nabla f(\mathbf{x}_{t-1})$ and $t = 1, 2, \dots$ As they start from zero they are too small at
# first: the weights in $\mathbf{m}_t$ add up to only $1-\beta_1^t$. **Bias correction** divides by that, *for use in
# the step only*:
#
# $$\hat{\mathbf{m}}_t = \frac{\mathbf{m}_t}{1-\beta_1^t}, \qquad \hat{\mathbf{v}}_t = \frac{\mathbf{v}_t}{1-\beta_2^t}, \qquad
# \mathbf{x}_t = \mathbf{x}_{t-1} - \eta\,\frac{\hat{\mathbf{m}}_t}{\sqrt{\hat{\mathbf{v}}_t}+\varepsilon}.$$
#
# In the first step $\hat{\mathbf{m}} = \mathbf{g}$ and $\hat{\mathbf{v}} = \mathbf{g}^2$, so every coordinate moves by
# $\eta$, whatever the size of its gradient (if large beside $\varepsilon$). **Adam's learning rate is a distance: about
# how far a weight moves in one step.**
#
# Somebody wrote the Adam below from memory. After 400 steps its error agrees with that of torch's to within 0.03
# points. **Predict before you run:** from zero with $\eta = 1$, where must every weight be after one step, up to the
# sign? Check the last line against that.


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
# Write `adam(grad, x0, lr, n_steps, beta1=0.9, beta2=0.999, eps=1e-8)`, by the formulas above. `grad`, `x0`, `n_steps`
# and the path are as in Exercise 2; 0 ≤ `beta1`, `beta2` < 1 and `eps` > 0. A coordinate whose gradient has always been
# exactly 0 stays where it is. Do not change `x0`.
#
# The draft has **three** faults, and two of them nearly cancel: mend only the one, and it creeps; mend only the other,
# and its steps are ten times as long as `lr` says.
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
    f"{_got[_off][:3].round(4)} …: is each correction used in the step only, and each mean made with its own beta?"
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

# %% [markdown]
# Your Adam takes torch's path, and with 1000 times the loss the same path, up to the tiny $\varepsilon$. Why did the
# draft train too? Its $\hat{\mathbf{m}}$ is up to ten times too large, and so is the root of its $\hat{\mathbf{v}}$;
# only its first steps are too short. **That a loss falls as expected is no proof of an optimiser; an agreement step by
# step is.**

# %% [markdown]
# ## 4 · Stochastic gradients
#
# The loss is a mean over $n$ examples, and so is its gradient. Each step reads them all. But a mean can be estimated
# from a sample. A **minibatch** $B$ of $b$ rows, drawn at random, gives
#
# $$\hat{\mathbf{g}} = \frac1b\sum_{i\in B}\nabla f_i(\mathbf{w}), \qquad \mathbb{E}[\hat{\mathbf{g}}] = \nabla f(\mathbf{w}) ,$$
#
# where $f_i$ is the loss of example $i$: right on average, at $b/n$ of the price. The rest is noise: the variance of a
# mean of $b$ independent draws is $1/b$ of the variance of one.
#
# **Predict before you run:** at the best weights the full gradient is 0. How long are the gradients of minibatches of
# 1, 4, 16 and 64 patients there?


# %%
def batch_gradient(w: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the gradient of the patients' loss, estimated from some rows."""
    return squares_gradient(X_std[rows], progression[rows], w)


rng = np.random.default_rng(0)
for batch_size in (1, 4, 16, 64):
    _draws = np.array([batch_gradient(w_std, rng.integers(442, size=batch_size)) for _ in range(2000)])
    _mean, size = np.linalg.norm(_draws.mean(axis=0)), np.sqrt(np.mean(np.sum(_draws**2, axis=1)))
    print(f"batch of {batch_size:2d}: typical length {size:6.1f}, length of the mean of 2000 {_mean:4.1f}")

# %% [markdown]
# Four times the batch, half the noise; and it does not vanish at the minimum. So with a constant learning rate
# $\mathbf{w}$ never comes to rest. How far from the minimum does it dance? In one dimension, with curvature $\lambda$
# and a noise $\xi$ of mean 0 and variance $s^2$, independent in every step:
#
# $$x_{k+1} = x_k - \eta(\lambda x_k + \xi_k) = (1-\eta\lambda)\,x_k - \eta\,\xi_k
# \quad\Rightarrow\quad \operatorname{Var}[x_{k+1}] = (1-\eta\lambda)^2\operatorname{Var}[x_k] + \eta^2 s^2 .$$
#
# (Variances of independent things add, and a factor comes out squared.) Below the bound $2/\lambda$ the variance
# settles at some $V$ that a step no longer changes: put $V$ on both sides and solve. The mean excess of the loss over
# its minimum is then $\tfrac12\lambda V$, the **noise floor**. Smaller steps lower it, and so do larger batches.
#
# The remedy is a **schedule**: large steps to get there, then ever smaller ones. And in practice one goes through the
# rows in a random order, a new one for each **epoch** (one pass over the data).

# %% [markdown]
# ### Exercise 4 · Minibatches and the noise floor   ●●○ 12 minutes
#
# `sgd(grad, w0, n, batch_size, schedule, n_epochs, rng)`:
#
# - `grad(w, rows)` returns the gradient, shape (d,), estimated from the rows whose numbers are in `rows`, an int array
#   of shape (b,). Call it once for every step and nowhere else. Do not change `w0`, shape (d,);
# - in each of the `n_epochs` ≥ 1 epochs, put the row numbers 0 … `n` − 1 into a **new** random order, drawn from the
#   generator `rng`, and cut it into batches of `batch_size`, 1 to `n`; the last batch holds what is left;
# - step number $t$, counted from 0 through all epochs, uses the learning rate `schedule(t)`;
# - return the weights at the end of each epoch, shape (n_epochs + 1, d); row 0 is `w0`.
#
# `noise_floor(lr, curvature, variance)` returns the mean excess of the loss in the long run, a float, for a
# `curvature` $\lambda > 0$, a `variance` $s^2 > 0$ and 0 < `lr` < 2/`curvature`.
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
    f"expected the weights at the start and at the end of each epoch, {np.round(_ends, 4).tolist()}, got {_got.round(4).tolist()}: does the "
    "array change in place?"
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
### END HIDDEN TESTS
assert _got > 0, "the noise floor should be positive."

# %% [markdown]
# Does this hold in eleven dimensions? Along every eigenvector we measure the variance of the noise at the best weights,
# and add up eleven floors. **Predict before you run:** which comes out lower, independent draws, as the derivation
# assumed, or your epochs?

# %%
eigenvalues, V = np.linalg.eigh(X_std.T @ X_std / 442)
row_gradients = X_std * (X_std @ w_std - progression)[:, None]
_variances = np.mean((row_gradients @ V) ** 2, axis=0) / 16
floor = sum(noise_floor(0.05, curvature, variance) for curvature, variance in zip(eigenvalues, _variances))
least = squares_loss(X_std, progression, w_std)


def independent(w: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return batch_gradient(w, rng.integers(442, size=len(rows)))


print(f"predicted floor: {floor:.1f} points²")
for text, _estimate in (("independent draws", independent), ("epochs", batch_gradient)):
    path = sgd(_estimate, w_std, 442, 16, lambda t: 0.05, 400, np.random.default_rng(2))
    print(f"{text:>17s}: {np.mean([squares_loss(X_std, progression, w) - least for w in path[100:]]):.1f} points²")

# %% [markdown]
# For independent draws the forecast holds within some ten per cent. Epochs do better: what one batch had too much of,
# the others have too little of.

# %%
schedules = {
    "constant 0.1": lambda t: 0.1,
    "constant 0.01": lambda t: 0.01,
    "0.1 / (1 + t/100)": lambda t: 0.1 / (1 + t / 100),
}
_, ax = plt.subplots(figsize=(7.2, 4))
for (name, schedule), colour in zip(schedules.items(), (ORANGE, GREEN, BLUE)):
    for text, _estimate, style in (("16 patients", batch_gradient, "-"), ("all patients", lambda w, rows: grad_std(w), ":")):
        path = sgd(_estimate, np.zeros(11), 442, 16, schedule, 60, np.random.default_rng(0))
        _gaps = [squares_loss(X_std, progression, w) - least for w in path]
        ax.semilogy(_gaps, style, color=colour, label=name if style == "-" else None)
        print(f"{name:>18s}, gradient from {text:>12s}: mean excess of the last 20 epochs {np.mean(_gaps[-20:]):4.1f} points²")
ax.set(
    xlabel="epoch",
    ylabel="loss above its minimum (points²)",
    title="Three curves that fall no more; only one rests on its noise floor",
)
ax.legend(title="learning rate (dotted: no noise)")
plt.show()

# %% [markdown]
# The dotted lines make the same steps with the full gradient, without noise. With the constant 0.1, noise is nearly all
# that is left: 30.5 points² against 1.0. The other two lie just as flat, but on their dotted lines: 9.0 against 8.8,
# 7.0 against 7.0. What holds them is the flat direction of $\kappa = 470$, along which such small steps have hardly
# set out. **Smaller steps cure noise, and make slowness worse.**

# %% [markdown]
# **Half way.** This is a good place to rest. You hold speed limits read off a Hessian, a heavy ball and an Adam that
# agree with torch step by step, and a minibatch SGD whose noise you can forecast. Still to come: other surfaces,
# Newton, and the race.

# %% [markdown]
# ## 5 · Convexity
#
# So far there was one valley, and every path ended in it. A function is **convex** if no chord lies below its graph:
# for all points $\mathbf{x}$, $\mathbf{z}$ and all $0 \le t \le 1$,
#
# $$f\bigl(t\mathbf{x} + (1-t)\mathbf{z}\bigr) \;\le\; t f(\mathbf{x}) + (1-t) f(\mathbf{z}) .$$
#
# **On a convex function every local minimum is global.**
#
# <details><summary>Why?</summary>
#
# If $\mathbf{z}$ were lower than a local minimum $\mathbf{x}$, the chord from $\mathbf{x}$ to $\mathbf{z}$ would go down
# from its first inch. The graph is nowhere above the chord, so it would go down as well.
# </details>
#
# A smooth $f$ is convex exactly if its Hessian has no negative eigenvalue *anywhere*. At one point, the signs of the
# eigenvalues give the shape of Taylor's model:
#
# | eigenvalues | shape |
# |---|---|
# | all > 0 | bowl (positive definite) |
# | none < 0, some = 0 | trough (positive semidefinite) |
# | some > 0, some < 0 | saddle (indefinite) |
# | none > 0, some < 0 | dome (negative semidefinite) |
#
# Least squares is convex: $\mathbf{p}^\top\mathbf{X}^\top\mathbf{X}\mathbf{p} = \lVert\mathbf{X}\mathbf{p}\rVert^2 \ge 0$
# for every $\mathbf{p}$. Networks are not. Take $\hat y = v_1\tanh(u_1x) + v_2\tanh(u_2x)$: swap the two units, and the
# predictions are the same, so a minimum has a twin. **Predict before you run:** what is the loss half-way between the
# twins?


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
# Zero at both ends and 7.55 between them: the graph is above its chord, so the loss is not convex, and $\mathbf{x}$,
# $\mathbf{z}$ and $t$ are the **certificate**. To find none in a thousand tries is evidence for convexity, not proof.

# %% [markdown]
# ### Exercise 5 · Convex or not?   ●●○ 8 minutes
#
# `chord_gap(f, x, z, t)` returns how far the chord from $\mathbf{x}$ to $\mathbf{z}$ lies above the graph of `f`,
# $t f(\mathbf{x}) + (1-t) f(\mathbf{z}) - f\bigl(t\mathbf{x} + (1-t)\mathbf{z}\bigr)$, a float: negative for a
# certificate. `f` maps a point of shape (n,) to a float, `x` and `z` are such points, and 0 ≤ `t` ≤ 1.
#
# `curvature(H, tol)` takes a symmetric `H` of shape (n, n), n ≥ 1, and `tol` ≥ 0. It returns one of the strings
# `"bowl"`, `"trough"`, `"saddle"`, `"dome"` by the table, where an eigenvalue $\lambda$ with
# $\lvert\lambda\rvert \le$ `tol` counts as 0. (If all are 0: `"trough"`.)
#
# <details><summary>Hint 1</summary>
#
# The chord is the formula, with $t$ at $\mathbf{x}$ both times. For the shape: are there eigenvalues above `tol`, are
# there some below `-tol`? Two booleans make four cases; what does "trough" have that "bowl" has not?
# </details>
# <details><summary>Hint 2</summary>
#
# `np.linalg.eigvalsh(H)` gives all eigenvalues in one array, `eigenvalues > tol` an array of booleans, and `.all()` or
# `.any()` one answer. Ask for "bowl" first.
# </details>
# <details><summary>Hint 3</summary>
#
# `if (eigenvalues > tol).all(): return "bowl"`; if none is `< -tol`, "trough"; of the rest, those with any `> tol` are
# saddles, and what remains are domes.
# </details>


# %% solution="convexity"
def chord_gap(f: Callable[[np.ndarray], float], x: np.ndarray, z: np.ndarray, t: float) -> float:
    """Return the height of the chord from x to z above the graph of f, at t * x + (1 - t) * z.

    >>> chord_gap(lambda x: float(x @ x), np.array([0.0]), np.array([2.0]), 0.25)
    0.75
    """
    ### BEGIN SOLUTION
    return t * f(x) + (1 - t) * f(z) - f(t * x + (1 - t) * z)
    ### END SOLUTION


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

# %% tests="convexity" name="chord" points=2
_got = float(as_array(call(chord_gap, lambda x: x @ x, np.array([0.0]), np.array([2.0]), 0.25), (), "the gap"))
assert abs(_got - 0.75) < 1e-9, (
    "for f = x·x, x = 0, z = 2, t = 0.25 the point is 0.25 · 0 + 0.75 · 2 = 1.5; there the chord is at 0.25 · 0 + 0.75 · 4 = 3 and "
    f"the graph at 2.25: expected 0.75, got {_got:.6g}. Does t stand at x both times, and is the graph subtracted from the chord?"
)
_w, _twin = np.array([1.0, -3.0, 2.0, 1.0]), np.array([-3.0, 1.0, 1.0, 2.0])
_got = float(as_array(call(chord_gap, tiny_network_loss, _w, _twin, 0.5), (), "the gap"))
assert abs(_got + tiny_network_loss((_w + _twin) / 2)) < 1e-9, (
    f"half-way between the twins of the tiny network the chord is at 0, the graph at 7.551: expected a gap of -7.551, got {_got:.6g}."
)
### BEGIN HIDDEN TESTS
for _n, _t in ((1, 0.3), (2, 0.5), (3, 0.9), (5, 0.05), (2, 0.0), (2, 1.0)):
    _rng = np.random.default_rng(_n)
    _H = _rng.normal(size=(_n, _n))
    _H, _x, _z = _H + _H.T, *_rng.normal(size=(2, _n))
    _want = _t * (1 - _t) * ((_x - _z) @ _H @ (_x - _z)) / 2
    _got = float(as_array(call(chord_gap, lambda x: x @ _H @ x / 2 + x.sum() - 3, _x, _z, _t), (), "the gap"))
    assert abs(_got - _want) < 1e-9, (
        f"for a quadratic in {_n} dimensions with the Hessian {_H.round(3).tolist()} and t = {_t} the gap is t (1 - t)/2 times "
        f"(x - z)·H(x - z) = {_want:.6g}, got {_got:.6g}."
    )
_got = float(as_array(call(chord_gap, lambda x: 4.0 * x[0] - 7.0, np.array([3.0]), np.array([-2.0]), 0.2), (), "the gap"))
assert abs(_got) < 1e-9, f"the chord of a straight line lies on it: expected 0, got {_got:.6g}."
### END HIDDEN TESTS
assert np.isfinite(_got), "the gap should be finite."

# %% [markdown]
# Where a surface is not convex, the start decides. Himmelblau's function,
# $f(x, z) = (x^2+z-11)^2 + (x+z^2-7)^2$, has four valleys. **Predict before you run:** colour every start by the valley
# in which gradient descent ends. Will the borders be straight?


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

_, ax = plt.subplots(figsize=(6.2, 5.4))
palette = plt.matplotlib.colors.ListedColormap([BLUE, ORANGE, GREEN, PINK])
ax.pcolormesh(axis, axis, nearest, cmap=palette, alpha=0.35, shading="nearest", vmin=-0.5, vmax=3.5)
ax.contour(axis, axis, himmelblau(grid), levels=np.geomspace(2, 800, 11), colors=GREY, linewidths=0.6)
for start in ((-0.22, -0.92), (-0.27, -0.87), (-0.32, -0.92)):
    path = gradient_descent(himmelblau_gradient, np.array(start), 0.005, 300)
    ax.plot(*path.T, color="black", linewidth=1.3)
ax.plot(*valleys.T, "*", color="black", markersize=10)
ax.set(xlabel="x", ylabel="z", aspect="equal", title="Three starts side by side end in three valleys")
plt.show()

for text, point in (("a valley", valleys[0]), ("the hill", [-0.270845, -0.923039]), ("between", [0.086678, 2.884255])):
    point = np.array(point)
    size = np.linalg.norm(himmelblau_gradient(point))
    print(f"{text:>8s}: |gradient| {size:.0e}, curvature: {curvature(himmelblau_hessian(point), 1e-9)}")

# %% [markdown]
# The borders bend. A zero gradient is a valley, a hill-top or a saddle; the Hessian tells them apart (unless it has an
# eigenvalue 0).

# %% [markdown]
# ## 6 · Newton
#
# Gradient descent knows a slope. With the Hessian too, Taylor's second-order model of the warm-up can be minimised at
# once: its gradient $\mathbf{g} + \mathbf{H}\mathbf{p}$ is zero for the **Newton step**
#
# $$\mathbf{p} = -\mathbf{H}^{-1}\mathbf{g} .$$
#
# In a quadratic bowl one step arrives, whatever $\kappa$ is. Close to a minimum where $\mathbf{H}$ is a bowl, the
# number of correct digits about doubles with every step. Far from it the model may be worthless. **Predict before you
# run** what the bare formula does with the convex $f(x) = \sqrt{1+x^2}$ from 0.9 and from 1.1, and with Himmelblau's
# function from $(0, -1)$.


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
# From 0.9 superb, from 1.1 an explosion; and Himmelblau's end is a hill-top, where the gradient is zero as well. Two
# brakes cure both.
#
# **Only downhill.** The slope in direction $\mathbf{p}$ is $\mathbf{g}^\top\mathbf{p}$. If it is not negative, take
# $-\mathbf{g}$ instead.
#
# **Backtracking.** Try the whole step, $t = 1$. Unless the function falls by at least a share $c$ of what the slope
# promises,
#
# $$f(\mathbf{x}+t\mathbf{p}) \;\le\; f(\mathbf{x}) + c\,t\,\mathbf{g}^\top\mathbf{p} \qquad\text{(Armijo's condition)},$$
#
# halve $t$ and try again. As long as the slope is negative, some small $t$ must succeed.

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
# 3. $t = 1$, and while Armijo's condition does not hold, halve $t$. Where `f` returns `inf` or `nan` it does not hold.
#    (Compare the two heights as written: the *difference* of nearly equal heights is 0 in floats);
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

    counted.__name__ = shown(f)
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
    "check the slope in the direction of p; and does every step start again from t = 1?"
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
# The classical test is Rosenbrock's function, a long curved valley. Gradient descent takes $\eta = 0.001$, half its bound
# at the minimum; scipy's `trust-exact` is a Newton with other brakes.

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
# In Newton's last three steps the exponent about doubles with each: −3, −6, −10. Against it speaks the price: $d$
# weights have a Hessian of $d^2$ entries, and to solve with it costs some $d^3/3$ multiplications.

# %% [markdown]
# ## 7 · The race
#
# The surface: logistic regression (a lesson of module 2) on the breast cancer table, ten measurements of the cell nuclei
# of 569 tumours, standardised, and a constant. With $y_i = 1$ for malignant, $z_i = \mathbf{x}_i^\top\mathbf{w}$ and the
# predicted probability $p_i = 1/(1+e^{-z_i})$,
#
# $$f(\mathbf{w}) = \frac1n\sum_{i=1}^n \Bigl[\log\bigl(1+e^{z_i}\bigr) - y_i z_i\Bigr], \qquad
# \mathbf{H} = \frac1n\mathbf{X}^\top\mathbf{D}\,\mathbf{X}, \qquad d_{ii} = p_i(1-p_i) > 0,$$
#
# with $\mathbf{D}$ diagonal. Like least squares it is convex: one finish for all.

# %% locked="tumours"
breast_cancer = load_breast_cancer()
malignant = 1.0 - breast_cancer.target
nuclei = breast_cancer.data[:, :10]  # the ten means: radius, texture, perimeter, area, …
X_nuclei = np.column_stack([np.ones(569), (nuclei - nuclei.mean(axis=0)) / nuclei.std(axis=0)])


def logistic_loss(w: np.ndarray) -> float:
    """Return the mean cross-entropy of the malignant tumours, for w of shape (11,)."""
    z = X_nuclei @ w
    return float(np.mean(np.logaddexp(0, z) - malignant * z))


def logistic_gradient(w: np.ndarray, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
    """Return the gradient of the loss, from all rows or from some, shape (11,)."""
    X, y = X_nuclei[rows], malignant[rows]
    return X.T @ (expit(X @ w) - y) / len(y)


def logistic_hessian(w: np.ndarray) -> np.ndarray:
    """Return the Hessian of the loss, shape (11, 11)."""
    p = expit(X_nuclei @ w)
    return X_nuclei.T @ (X_nuclei * (p * (1 - p))[:, None]) / len(X_nuclei)


def runners_of(n_passes: int) -> dict[str, Callable[[float], np.ndarray]]:
    """Return the optimisers by name, each a function lr → path with one row per pass over the data."""
    w0 = np.zeros(11)

    def stochastic(lr):
        rng = np.random.default_rng(0)
        return sgd(logistic_gradient, w0, 569, 32, lambda t: lr / (1 + t / 180), n_passes, rng)

    runners = {
        "gradient descent": lambda lr: gradient_descent(logistic_gradient, w0, lr, n_passes),
        "heavy ball, β = 0.9": lambda lr: heavy_ball(logistic_gradient, w0, lr, 0.9, n_passes),
        "Adam": lambda lr: adam(logistic_gradient, w0, lr, n_passes),
        "SGD, batches of 32": stochastic,
        "Newton": lambda lr: newton(logistic_loss, logistic_gradient, logistic_hessian, w0, n_passes),
    }
    return {name: functools.cache(run) for name, run in runners.items()}  # no path is computed twice


# %%
w_newton = newton(logistic_loss, logistic_gradient, logistic_hessian, np.zeros(11), 50)[-1]
loss_min = logistic_loss(w_newton)
model = LogisticRegression(C=np.inf, tol=1e-9, max_iter=10_000).fit(X_nuclei[:, 1:], malignant)
loss_sklearn = logistic_loss(np.concatenate([model.intercept_, model.coef_[0]]))
print(f"least loss: yours {loss_min:.10f}, scikit-learn {loss_sklearn:.10f}")
rng = np.random.default_rng(0)
_gaps = [chord_gap(logistic_loss, *rng.normal(size=(2, 11)), 0.5) for _ in range(1000)]
print(f"chords that convict the loss, of a thousand: {sum(gap < 0 for gap in _gaps)}")
for text, w in (("at the start", np.zeros(11)), ("at the minimum", w_newton)):
    H = logistic_hessian(w)
    limits = speed_limits(H)
    print(f"{text}: {curvature(H, 0.0)}, condition number {limits.cond:,.0f}, bound {limits.bound:.2f}")

# %% [markdown]
# Twenty thousand, although the columns are standardised: radius, perimeter and area measure nearly the same thing. The
# bound is no longer one number: the curvature falls on the way, and so a rate of 3 may work that would explode at the
# start, if it stayed there. A colleague has raced the optimisers, to 0.01 above the least loss. Same learning rate for everybody, 0.1: what could be
# fairer?

# %%
runners = runners_of(1000)
for name, _run in runners.items():
    _gaps = np.array([logistic_loss(w) for w in _run(0.1)]) - loss_min
    print(f"{name:>20s}: below 0.01 after {np.argmax(_gaps <= 0.01):4d} passes")

# %% [markdown]
# "Adam beats gradient descent by a factor of 14", says the report. **Is this too good?** Say what you think before you
# go on.
#
# A rate of 0.1 means something else to each: for gradient descent it multiplies a gradient, for Adam it is the distance
# to walk, for the heavy ball it counts tenfold. A fair referee lets **everybody run with the rate that suits them
# best**, out of the same list. And the cell has one more trap: `argmax` finds the first time below the line, though a
# runner may be thrown out again; and for one who never gets there it returns 0.

# %% [markdown]
# ### Exercise 7 · The referee   ●●● 12 minutes
#
# `race(runners, f, f_min, tol, lrs)` takes
#
# - `runners`, a dict from names to functions; `runners[name](lr)` returns a path, shape (m + 1, d), m ≥ 0, not always
#   of the same length. A run that exploded may have rows of `inf` or `nan`;
# - `f`, from a row to its height, a float (perhaps `nan` or `inf`), `f_min`, the height of the minimum, `tol` ≥ 0, and
#   `lrs`, a list of at least one learning rate, all different, in any order.
#
# A run **arrives at step $k$** if from row $k$ to the end of the path *every* row has
# $f(\mathbf{x}) - f_{\min} \le \texttt{tol}$, and $k$ is the smallest such number; if the last row is not within `tol`,
# it never arrives. A `nan` is not within `tol`; a height a little below `f_min`, by rounding, is.
#
# It returns a dict from each name to a tuple `(lr, steps)`: the fewest steps with which the runner arrives for any of
# the `lrs`, and the rate that does it (of several, the smallest). If it arrives with none: `(None, math.inf)`.
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
# The race again, with a referee, to 0.01 and to 0.001. **Predict before you run:** will gradient descent still be last?

# %%
lrs = [0.1, 0.3, 1.0, 3.0, 10.0, 30.0]
results = {tol: race(runners, logistic_loss, loss_min, tol, lrs) for tol in (0.01, 0.001)}
print(f"{'passes (learning rate)':>22s}" + "".join(f"   within {tol:<6}" for tol in results))
for name in runners:
    entries = [results[tol][name] for tol in results]
    texts = ["never" if lr is None else f"{steps:.0f} ({lr:4.1f})" for lr, steps in entries]
    print(f"{name:>22s}" + "".join(f"{text:>16s}" for text in texts))

# %%
colours = dict(zip(runners, (ORANGE, BLUE, GREEN, PINK, "black")))
fig, axes = plt.subplots(1, 2, figsize=(11, 4.8), sharey=True)
for name, _run in runners.items():
    tuned = results[0.001][name][0] or results[0.01][name][0]
    for ax, lr in zip(axes, (0.1, tuned)):
        _gaps = [logistic_loss(w) - loss_min for w in _run(lr)]
        label = name if ax is axes[0] else None
        style = {"linewidth": 0.6, "zorder": 1} if "SGD" in name else {}
        ax.loglog(np.arange(1, len(_gaps) + 1), np.maximum(_gaps, 1e-9), color=colours[name], label=label, **style)
for ax, title in zip(axes, ("everybody with 0.1", "each tuned for a finish at 0.001")):
    ax.axhline(0.01, color=GREY, linestyle=":", linewidth=1)
    ax.axhline(0.001, color=GREY, linestyle=":", linewidth=1)
    ax.set(xlabel="passes over the data + 1", title=title, ylim=(1e-5, 2))
axes[0].set_ylabel("loss above its minimum")
fig.legend(loc="outside lower center", ncols=5)
fig.suptitle("The winner depends on the tuning, and on where the finish is", fontsize=12)
plt.show()

# %% [markdown]
# (On the right gradient descent, which never gets to 0.001, runs with its rate for 0.01. On your machine, rounding may
# change the larger numbers.)
#
# - **Gradient descent** is not last at 0.01: 19 passes, against Adam's 50. The factor of 14 was tuning. But 0.001 lies
#   beyond its reach: there $\kappa = 20{,}000$ takes over.
# - **The heavy ball** wins the long distance among those that know only gradients.
# - **Adam** is below 0.001 after some 450 passes, and after 740 it is thrown out again (the second green spike).
# - **SGD** is at 0.01 after 4 passes of 18 steps each. For 0.001 the noise has to be starved out.
# - **Newton** ignores `lr`: six passes, each at the price of some seven gradients (the Hessian's $nd^2$ multiplications against $2nd$).
#
# So at work: standardise first; for few weights, Newton and its kin; for many examples, minibatches with momentum or
# Adam, and a schedule.

# %% [markdown]
# ## What you can do now
#
# | | at work |
# |---|---|
# | ☑ predict bounds and step counts from a Hessian | telling "needs longer" from "needs other units" |
# | ☑ write and tune momentum, and mend an Adam | porting an optimiser, with an agreement test |
# | ☑ train on minibatches, and predict the noise floor | choosing batch size and learning rate together |
# | ☑ judge whether a surface is convex | knowing whether a restart can find something better |
# | ☑ write a safe Newton, and referee a fair race | fitting small models to full precision; reviewing a benchmark |
#
# **Next:** [Probability distributions](../probability_distributions/probability_distributions.ipynb).
#
# **Go further**
#
# - Gabriel Goh, [Why Momentum Really Works](https://distill.pub/2017/momentum/) (Distill, 2017): section 2 with
#   pictures that move.
# - Schmidt, Schneider and Hennig, [Descending through a Crowded Valley](https://arxiv.org/abs/2007.01547) (2021): a race
#   of fifteen optimisers with a referee.
