# ---
# title: Eigenvalues and the SVD
# minutes: 120
# difficulty: 2
# prerequisites: [vectors_and_matrices]
# summary: Write power iteration, PageRank and an SVD that keeps its digits, compress a photograph, and say in advance which systems magnify errors.
# proves:
#   math.eigenvalues: [power_iteration, pagerank, eigen_power, svd, compress, condition, audit]
# ---

# %% [markdown]
# # Eigenvalues and the SVD
#
# The last lesson ended with an accurate solver and a bad taste. A table of 442 patients held the blood pressure
# twice, in mmHg and in kPa, and the best weights of the two columns were millions up and millions down. Now three
# programs write this table, each with its own rounding of the factor from mmHg to kPa (0.133322, 0.1333224,
# 1/7.50062), and each in single precision. But for that factor, which can do no harm, the three kPa columns differ by
# a ten-millionth at most. The solver is the same, and accurate, each time.
#
# **Predict before you run:** in how many digits will the three fits agree?

# %% locked="imports"
import sys
import warnings
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from pathlib import Path
from unittest.mock import patch

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import scipy.linalg
from ipywidgets import FloatSlider, IntSlider, interact
from sklearn.datasets import load_diabetes, load_sample_image
from statsmodels.datasets import elnino

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
diabetes = load_diabetes(scaled=False)
measurements, progression = diabetes.data, diabetes.target
columns = ["1", "age", "sex", "bmi", "bp", "tc", "ldl", "hdl", "tch", "ltg", "glu"]
X_ten = np.column_stack([np.ones(442), measurements])  # a column of ones, for the constant term


def with_kilopascals(factor: float) -> np.ndarray:
    """Return the table with the blood pressure once more, in kPa and in single precision: (442, 12)."""
    kilopascals = (measurements[:, 3] * factor).astype(np.float32).astype(float)
    return np.column_stack([X_ten, kilopascals])


exports = {"0.133322": 0.133322, "0.1333224": 0.1333224, "1/7.50062": 1 / 7.50062}
X_eleven = with_kilopascals(exports["0.133322"])  # the table of the last lesson

# %%
for text, factor in exports.items():
    X = with_kilopascals(factor)
    w = np.linalg.lstsq(X, progression, rcond=None)[0]
    error = np.sqrt(np.mean((progression - X @ w) ** 2))
    print(f"kPa = mmHg × {text:9s}: weights {w[4]:12,.0f} and {w[11]:13,.0f}, typical error {error:.1f}")

# %% [markdown]
# Not in one. No solver is to blame: each fit is the right answer to its table. It is the **matrix** that turns a change
# of a ten-millionth into a change of the first digit. So we want a number, known *before* the fit, that says how much
# a matrix magnifies errors. Many people's first idea is the determinant: "nearly zero, so nearly singular".
#
# **Predict before you run:** one of these two matrices is as harmless as a matrix can be, the other is hopeless. Which?

# %%
tenth = 0.1 * np.eye(20)
steep = 1e6 * np.array([[1.0, 1.0], [1.0, 1.0 + 1e-9]])
for text, A in (("0.1 times the identity, 20 by 20", tenth), ("two rows, alike to nine digits", steep)):
    print(f"{text:34s} determinant {np.linalg.det(A):.3g}")

# %% [markdown]
# The determinant has it backwards. It says by what factor volumes grow, and a matrix that shrinks everything alike
# does no harm. What counts is how **unevenly** a matrix stretches: what becomes of its most and of its least stretched
# direction. This lesson finds such directions. They also rank web pages, forecast the ocean, and shrink photographs.
#
# **You will be able to**
#
# 1. find the dominant eigenvalue of a matrix by power iteration, and stop it for the right reason;
# 2. rank linked pages by PageRank, with dead ends and damping handled;
# 3. diagonalise a matrix for its powers, and notice when that is impossible;
# 4. compute an SVD that keeps its digits, and compress an image as well as rank $k$ can;
# 5. recognise a system that magnifies errors by its condition number, name the guilty columns, and tame the
#    solution.
#
# **Before this:** [Vectors and matrices](../vectors_and_matrices/vectors_and_matrices.ipynb). **Not here:** how
# `np.linalg.eig` works inside; principal components (module 2).
#
# **Data.** The *diabetes* table (Efron et al., 2004) and the photograph `china.jpg` (danielbuechele, CC BY 2.0), from
# scikit-learn; *Les Misérables* (Donald Knuth, The Stanford GraphBase, 1993), from networkx; sea-surface temperatures
# (NOAA, public domain), from statsmodels; the imports of Python's standard library, read from CPython 3.11.

# %% [markdown]
# ### Warm-up
#
# **1.** $\mathbf{Q}$ is square and $\mathbf{Q}^\top\mathbf{Q} = \mathbf{I}$. What is $\mathbf{Q}^{-1}$, and how
# long is $\mathbf{Q}\mathbf{x}$?
#
# <details><summary>Answer</summary>
#
# $\mathbf{Q}^{-1} = \mathbf{Q}^\top$, and
# $\lVert\mathbf{Q}\mathbf{x}\rVert^2 = \mathbf{x}^\top\mathbf{Q}^\top\mathbf{Q}\mathbf{x} = \lVert\mathbf{x}\rVert^2$:
# such a matrix turns (or mirrors) and never stretches.
# </details>
#
# **2.** $\mathbf{u}$ has 300 entries, $\mathbf{v}$ has 200. How many numbers does $\mathbf{u}\mathbf{v}^\top$ hold,
# how many must be stored, and what is its rank?
#
# <details><summary>Answer</summary>
#
# It holds 60,000; the 500 of $\mathbf{u}$ and $\mathbf{v}$ are enough; the rank is 1. A product is a sum of such
# layers, and today we cut that sum short.
# </details>
#
# **3.** Two columns differ by $10^{-8}$ of their size. What becomes of the difference in
# $\mathbf{X}^\top\mathbf{X}$, in doubles?
#
# <details><summary>Answer</summary>
#
# It is squared, to $10^{-16}$, and lost in rounding. Forming $\mathbf{X}^\top\mathbf{X}$ throws away half of the
# digits, and in section 4 it will try again.
# </details>

# %% [markdown]
# ## 1 · Directions that stay
#
# A square matrix moves most vectors to another direction. A few come out as they went in, only longer, shorter or
# reversed:
#
# $$\mathbf{A}\mathbf{v} = \lambda\mathbf{v}, \qquad \mathbf{A}\in\mathbb{R}^{n\times n},\quad \mathbf{v} \ne \mathbf{0}.$$
#
# Such a $\mathbf{v}$ is an **eigenvector**, the number $\lambda$ its **eigenvalue**. Only the direction counts:
# with $\mathbf{v}$, so is $-2\mathbf{v}$. There are at most $n$ different eigenvalues, and some may be complex: a
# rotation by 90° leaves no real direction as it was.
#
# The matrix below sends $(1, 0)$ to $(2, 1)$, which points elsewhere. **Predict before you run:** which directions
# stay, and what are the two eigenvalues?

# %%
A_two = np.array([[2.0, 1.0], [1.0, 2.0]])
turn = np.linspace(0, 2 * np.pi, 200)
circle = np.array([np.cos(turn), np.sin(turn)])


def draw_image(degrees: float, ax: plt.Axes) -> None:
    angle = np.deg2rad(degrees)
    x = np.array([np.cos(angle), np.sin(angle)])
    image = A_two @ x
    ax.plot(*circle, color=GREY, linewidth=1)
    ax.plot(*(A_two @ circle), color=BLUE, linewidth=1, alpha=0.5)
    beside = np.array([-x[1], x[0]]) * (1 if x[0] * image[1] < x[1] * image[0] else -1)  # away from the image
    for end, colour, text, place in (
        (image, BLUE, r"$\mathbf{A}\mathbf{x}$", image + 0.35 * image / np.linalg.norm(image)),
        (x, ORANGE, r"$\mathbf{x}$", 0.55 * x + 0.3 * beside),
    ):
        ax.annotate("", end, (0, 0), arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2})
        ax.text(*place, text, color=colour, ha="center", va="center")
    stretch = np.linalg.norm(image)
    turned = np.rad2deg(np.arccos(np.clip(x @ image / stretch, -1, 1)))
    ax.set(xlim=(-3.2, 3.4), ylim=(-3.1, 3.3), aspect="equal", xlabel="first entry", ylabel="second entry")
    ax.set_title(f"x at {degrees:.0f}°: turned by {turned:.0f}°, stretched {stretch:.2f}×")


_, (left, right) = plt.subplots(1, 2, figsize=(9.5, 4.5))
draw_image(0, left)
draw_image(45, right)
plt.show()

# %% [markdown]
# Turn $\mathbf{x}$: where is the other direction that stays?


# %%
@interact(degrees=FloatSlider(value=100, min=0, max=180, step=5))
def show_image(degrees):
    _, ax = plt.subplots(figsize=(5, 4.6))
    draw_image(degrees, ax)
    plt.show()


# %% [markdown]
# At 45° the eigenvalue is 3, at 135° it is 1. The right angle between the two is no accident: **a symmetric matrix has
# real eigenvalues, and $n$ eigenvectors at right angles to one another** (the *spectral theorem*).
#
# ### Multiply again and again
#
# The oldest way to find an eigenvector is to take any vector and multiply. Let $\mathbf{A}$ have $n$ independent
# eigenvectors, and write the start as a mix of them, $\mathbf{x} = c_1\mathbf{v}_1 + \dots + c_n\mathbf{v}_n$. Every
# multiplication by $\mathbf{A}$ multiplies each share by its own eigenvalue:
#
# $$\mathbf{A}^k\mathbf{x} = \lambda_1^k\Bigl(c_1\mathbf{v}_1 + \sum_{i \ge 2} c_i \Bigl(\frac{\lambda_i}{\lambda_1}\Bigr)^{k}\mathbf{v}_i\Bigr).$$
#
# If $\lambda_1$ is the largest in absolute value and $c_1 \ne 0$, all other shares die out, the slowest by the factor
# $\lvert\lambda_2/\lambda_1\rvert$ per step, and only $\mathbf{v}_1$ is left. This is **power iteration**. The length
# would grow or vanish like $\lambda_1^k$, so it is set to 1 in every step.
#
# And the eigenvalue? For a $\mathbf{v}$ that is only nearly an eigenvector, ask for the $\lambda$ that makes
# $\lVert\mathbf{A}\mathbf{v} - \lambda\mathbf{v}\rVert$ smallest. That is least squares with one column; the
# projection of the last lesson gives the **Rayleigh quotient**
#
# $$\lambda \approx \mathbf{v}^\top\mathbf{A}\mathbf{v}, \qquad \lVert\mathbf{v}\rVert = 1 .$$
#
# In *Les Misérables* 77 persons appear; $a_{ij} = a_{ji}$ counts the chapters in which $i$ meets $j$. The dominant
# eigenvector gives each person a score, proportional to the sum of the scores of those met, once for each meeting:
# "important is who knows the important".

# %%
novel = nx.les_miserables_graph()
persons = list(novel)
meetings = nx.to_numpy_array(novel)  # (77, 77), symmetric

eigenvalues, V = np.linalg.eigh(meetings)  # for symmetric matrices; increasing, so the last is the largest
print("smallest", eigenvalues[0].round(2), "  largest two", eigenvalues[-2:].round(2))

steps = np.arange(1, 61)
iterates = [np.linalg.matrix_power(meetings / 65, k) @ np.ones(77) for k in steps]
iterates = [x / np.linalg.norm(x) for x in iterates]
vector_errors = [np.linalg.norm(x - abs(x @ V[:, -1]) * np.abs(V[:, -1])) for x in iterates]
value_errors = [max(abs(x @ meetings @ x / eigenvalues[-1] - 1), 1e-16) for x in iterates]

_, ax = plt.subplots(figsize=(7.2, 4.0))
ax.semilogy(steps, vector_errors, color=BLUE, label="vector: distance from the eigenvector")
ax.semilogy(steps, value_errors, color=ORANGE, label="value: relative error of the Rayleigh quotient")
ax.semilogy(steps, (eigenvalues[-2] / eigenvalues[-1]) ** steps, color=GREY, ls="--", label="(λ₂ / λ₁)ᵏ")
ax.set(xlabel="step k", ylabel="error", title="The value is right long before the vector is")
ax.legend(fontsize=10)
plt.show()

# %% [markdown]
# From about step 20 on the other shares are gone, and the vector's error falls by $\lambda_2/\lambda_1 = 0.75$ per
# step. The eigenvalue's error falls twice as fast, like the *square* (where $\mathbf{A}$ is symmetric). So "stop when
# the eigenvalue changes no more" leaves the vector with half of the digits. Then stop when the *vector* changes no
# more? A colleague did:


# %%
def power_iteration_draft(A, v, tol=1e-12, max_steps=1000):
    v = v / np.linalg.norm(v)
    for step in range(max_steps):
        w = A @ v
        w = w / np.linalg.norm(w)
        if np.linalg.norm(w - v) <= tol:
            return f"stopped after {step + 1} steps, {w.round(4)}"
        v = w
    return f"did not stop; the last two are {v.round(4)} and {(A @ v / np.linalg.norm(A @ v)).round(4)}"


print("[[2, 1], [1, 2]]: ", power_iteration_draft(A_two, np.array([1.0, 0.0])))
print("[[1, 2], [2, -3]]:", power_iteration_draft(np.array([[1.0, 2.0], [2.0, -3.0]]), np.array([1.0, 0.0])))

# %% [markdown]
# The second matrix has the dominant eigenvalue $-3.83$. A *negative* one turns the vector around in every step: it has
# been an eigenvector for a long time, and the draft does not see it. The safe rule asks the definition itself: how
# large is the **residual** $\lVert\mathbf{A}\mathbf{v} - \lambda\mathbf{v}\rVert$, next to
# $\lVert\mathbf{A}\mathbf{v}\rVert$?

# %% [markdown]
# ### Exercise 1 · Power iteration   ●○○ 10 minutes
#
# `power_iteration(A, v, tol, max_steps)` takes `A`, shape (n, n), n ≥ 1, and a start `v`, shape (n,), not zero, of any
# length (both may hold integers). It returns the pair `(eigenvalue, v)`: a number, and an array of shape (n,) with
# length 1. In every step,
#
# - bring `v` to length 1, compute $\mathbf{w} = \mathbf{A}\mathbf{v}$ and $\lambda = \mathbf{v}^\top\mathbf{w}$;
# - if $\lVert\mathbf{w} - \lambda\mathbf{v}\rVert \le \texttt{tol} \cdot \lVert\mathbf{w}\rVert$, return $\lambda$
#   and $\mathbf{v}$;
# - otherwise go on from $\mathbf{w}$.
#
# If none of `max_steps` steps succeeds, raise `np.linalg.LinAlgError`. A start that already is an eigenvector
# succeeds in the first step, whatever its eigenvalue, 0 included. The sign of the vector is up to you. Do not change
# the caller's `A` or `v`. The eigenvalue solvers of numpy and scipy are out of bounds inside. (Here and below,
# `np.float64(3.0)` is as good as `3.0`.)
#
# <details><summary>Hint 1</summary>
#
# One loop over `range(max_steps)`, three lines of arithmetic and one `if` with a `return`. What stands after the
# loop?
# </details>
# <details><summary>Hint 2</summary>
#
# `v = v / np.linalg.norm(v)` makes a new array; `v /= ...` changes the caller's. Compare with `<=` and multiply by
# $\lVert\mathbf{w}\rVert$ instead of dividing by it: then $\mathbf{w} = \mathbf{0}$ needs no special care.
# </details>
# <details><summary>Hint 3</summary>
#
# In the loop: normalise; `w = A @ v`; `eigenvalue = v @ w`; test and return; `v = w`. After the loop:
# `raise np.linalg.LinAlgError("...")`.
# </details>


# %% solution="power_iteration"
def power_iteration(
    A: np.ndarray, v: np.ndarray, tol: float = 1e-12, max_steps: int = 10_000
) -> tuple[float, np.ndarray]:
    """Return an eigenvalue of A and its eigenvector of length 1, found by power iteration from v.

    >>> eigenvalue, v = power_iteration(np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([1.0, 0.0]))
    >>> round(eigenvalue, 6), np.abs(v).round(4)
    (3.0, array([0.7071, 0.7071]))
    """
    ### BEGIN SOLUTION
    for _ in range(max_steps):
        v = v / np.linalg.norm(v)
        w = A @ v
        eigenvalue = float(v @ w)
        if np.linalg.norm(w - eigenvalue * v) <= tol * np.linalg.norm(w):
            return eigenvalue, v
        v = w
    raise np.linalg.LinAlgError(f"no eigenvector after {max_steps} steps")
    ### END SOLUTION


# %% locked="test_helpers"
EIGEN = "eig eigh eigvals eigvalsh"
SVD = "svd svdvals pinv lstsq"
NOTHING = "your function returned None (is the return missing?)"


def out_of_bounds(name: str) -> Callable:
    def refuse(*_, **__):
        raise AssertionError(f"{name} is out of bounds inside this function: write it by hand, as the text says.")

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


def attempt(function: Callable, *arguments, barred: str = ""):
    """Return (result, "") of a call with copies of the arguments, or (None, "what it raised")."""
    with ExitStack() as stack:
        stack.enter_context(without({np.linalg: barred, scipy.linalg: barred}))
        stack.enter_context(np.errstate(all="ignore"))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        try:
            return function(*deepcopy(arguments)), ""
        except (NotImplementedError, AssertionError):
            raise
        except np.linalg.LinAlgError as error:
            return None, f"LinAlgError: {error}"
        except Exception as error:
            return None, f"{type(error).__name__}: {error}"


def as_floats(value, shape: tuple):
    """Return (array, "") if `value` is a finite real array of that shape, else (None, what is wrong)."""
    if value is None:
        return None, NOTHING
    try:
        array = np.asarray(value)
        if np.iscomplexobj(array):
            return None, "complex numbers came, real ones are expected"
        array = array.astype(float)
    except (TypeError, ValueError):
        return None, f"numbers of shape {shape} are expected, {str(value)[:60]} came"
    if array.shape != shape:
        single = " (() is a single number)" if () in (shape, array.shape) else ""
        return None, f"the shape {shape} is expected, {array.shape} came{single}"
    if not np.isfinite(array).all():
        return None, "numbers came that are not finite (inf or nan)"
    return array, ""


def parts_of(outcome, shapes: list[tuple]):
    """Return (arrays, "") for the outcome of an attempt that should be a tuple of arrays, else (None, fault)."""
    result, raised = outcome
    if raised:
        return None, f"the call raised {raised}"
    if result is None:
        return None, NOTHING
    if not isinstance(result, (tuple, list)) or len(result) != len(shapes):
        return None, f"expected {len(shapes)} results, as a tuple, got {str(result)[:60]}"
    arrays = []
    for number, (value, shape) in enumerate(zip(result, shapes), start=1):
        array, fault = as_floats(value, shape)
        if fault:
            return None, f"result number {number}: {fault}"
        arrays.append(array)
    return arrays, ""


def came(result, raised: str) -> str:
    """Say what came of an attempt that should have raised an error."""
    return raised or ("None, without an error" if result is None else "a result, without an error")


# %% locked="eigenpair_fault"
def eigenpair_fault(A, v, want: float, tol: float = 1e-12, max_steps: int = 10_000) -> str:
    """Say what is wrong with power_iteration(A, v, tol, max_steps); '' if nothing is."""
    A, size = np.asarray(A), max(abs(want), 1e-300)
    parts, fault = parts_of(
        attempt(power_iteration, A, np.asarray(v), tol, max_steps, barred=EIGEN), [(), (len(A),)]
    )
    if fault:
        return fault
    eigenvalue, vector = parts
    if abs(eigenvalue - want) > max(1e-8, 10 * tol) * size:
        return f"expected the eigenvalue {want:.8g}, got {eigenvalue:.8g}"
    if abs(np.linalg.norm(vector) - 1) > 1e-8:
        return f"expected a vector of length 1, got one of length {np.linalg.norm(vector):.6g}"
    residual = np.linalg.norm(A @ vector - eigenvalue * vector) / size
    if residual > 10 * tol:
        return (
            f"with tol = {tol:g} the relative residual of what is returned is {residual:.2g}: do not stop before the "
            "residual is small"
        )
    return ""


# %% tests="power_iteration" name="finds_dominant" points=3
for _A, _v, _want in (
    ([[2.0, 1.0], [1.0, 2.0]], [1.0, 0.0], 3.0),
    ([[1.0, 2.0], [2.0, -3.0]], [1.0, 0.0], -1 - np.sqrt(8)),
    ([[3.0, 0.0], [0.0, 2.0]], [0.0, 5.0], 2.0),
    ([[0.0, 0.0], [0.0, 0.0]], [3.0, 4.0], 0.0),
    ([[2e-9, 1e-9], [1e-9, 2e-9]], [1.0, 0.0], 3e-9),
):
    _fault = eigenpair_fault(_A, _v, _want)
    assert _fault == "", f"for A = {_A} from v = {_v}: {_fault}."
### BEGIN HIDDEN TESTS
for _A, _v, _want in (
    ([[-4.0]], [0.5], -4.0),
    ([[2, 1], [1, 2]], [3, 1], 3.0),
    ([[0.5, 0.2], [0.5, 0.8]], [1.0, 0.0], 1.0),
    ([[1.0, 5.0], [0.0, -2.0]], [1.0, 1.0], -2.0),
):
    _fault = eigenpair_fault(_A, _v, _want)
    assert _fault == "", f"for A = {_A} from v = {_v}: {_fault}."
for _seed, _n in enumerate((2, 5, 12, 30)):
    for _scale in (1.0, -1e9, 1e-9):
        _rng = np.random.default_rng(_seed)
        _Q = np.linalg.qr(_rng.normal(size=(_n, _n)))[0]
        _spectrum = np.append(1.0, 0.8 * _rng.uniform(-1, 1, size=_n - 1))
        _fault = eigenpair_fault(_scale * (_Q * _spectrum) @ _Q.T, 7 * _rng.normal(size=_n), _scale)
        assert _fault == "", (
            f"for a random symmetric {_n} by {_n} matrix with the dominant eigenvalue {_scale:g}: {_fault}."
        )
        _T = np.triu(_rng.normal(size=(_n, _n)), 1) + np.diag(_spectrum)
        _fault = eigenpair_fault(_scale * _Q @ _T @ _Q.T, _rng.normal(size=_n), _scale)
        assert _fault == "", (
            f"for a random {_n} by {_n} matrix, not symmetric, with the dominant eigenvalue {_scale:g}: {_fault}."
        )
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="power_iteration" name="stops_in_time" points=2
_D = np.diag([10.0, 9.0, 1.0])
_fault = eigenpair_fault(_D, np.ones(3), 10.0, tol=1e-12)
assert _fault == "", f"for diag(10, 9, 1) from (1, 1, 1): {_fault}."
_fault = eigenpair_fault(_D, np.ones(3), 10.0, tol=0.02, max_steps=60)
assert _fault == "", (
    f"for diag(10, 9, 1) from (1, 1, 1) with tol = 0.02, which needs about 15 steps, and max_steps = 60: {_fault}."
)
_A, _v = np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([3.0, 0.0])
_, _raised = attempt(lambda: power_iteration(_A, _v))
assert np.array_equal(_A, [[2, 1], [1, 2]]) and np.array_equal(_v, [3, 0]), (
    f"A = [[2, 1], [1, 2]] and v = [3, 0] became {_A.tolist()} and {_v.tolist()} by the call: change neither."
)
### BEGIN HIDDEN TESTS
for _seed, _tol in ((1, 1e-3), (2, 1e-6), (3, 1e-10), (4, 1e-12)):
    _rng = np.random.default_rng(_seed)
    _Q = np.linalg.qr(_rng.normal(size=(8, 8)))[0]
    _A = (_Q * [-1.0, 0.95, 0.9, 0.5, 0.3, 0.1, 0.0, -0.2]) @ _Q.T
    _fault = eigenpair_fault(_A, _rng.normal(size=8), -1.0, tol=_tol)
    assert _fault == "", f"for a random symmetric matrix with eigenvalues -1, 0.95, 0.9, ...: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="power_iteration" name="gives_up" points=1
_quarter = np.array([[0.0, -1.0], [1.0, 0.0]])
_result, _raised = attempt(power_iteration, _quarter, np.array([1.0, 0.0]), 1e-12, 50, barred=EIGEN)
assert _raised.startswith("LinAlgError"), (
    "a rotation by 90° has no real eigenvector: after max_steps = 50 expected a LinAlgError, got "
    f"{came(_result, _raised)}."
)
_result, _raised = attempt(power_iteration, np.diag([10.0, 9.0, 1.0]), np.ones(3), 1e-12, 50, barred=EIGEN)
assert _raised.startswith("LinAlgError"), (
    "diag(10, 9, 1) from (1, 1, 1) needs some 250 steps for tol = 1e-12: with max_steps = 50 expected a LinAlgError, "
    f"got {came(_result, _raised)}."
)
_result, _raised = attempt(power_iteration, np.ones((2, 2)), np.array([1.0, 0.0]), 1e-12, 1, barred=EIGEN)
assert _raised.startswith("LinAlgError"), (
    "[[1, 1], [1, 1]] from (1, 0) succeeds in the second step: with max_steps = 1 expected a LinAlgError, got "
    f"{came(_result, _raised)}."
)
_fault = eigenpair_fault(np.ones((2, 2)), [1.0, 0.0], 2.0, max_steps=2)
assert _fault == "", f"[[1, 1], [1, 1]] from (1, 0) succeeds in the second step, so with max_steps = 2: {_fault}."
### BEGIN HIDDEN TESTS
for _A, _v, _n in (
    (np.diag([1.0, -1.0]), np.ones(2), 50),
    (np.diag([1.0, 0.999]), np.ones(2), 20),
    (np.diag([1.0, 0.999]), np.ones(2), 1),
):
    _result, _raised = attempt(power_iteration, _A, _v, 1e-12, _n, barred=EIGEN)
    assert _raised.startswith("LinAlgError"), (
        f"for diag{tuple(np.diag(_A).tolist())} from (1, 1), after max_steps = {_n}, expected a LinAlgError, got "
        f"{came(_result, _raised)}."
    )
_fault = eigenpair_fault(np.diag([3.0, 2.0]), [0.0, 1.0], 2.0, max_steps=1)
assert _fault == "", f"a start that is an eigenvector already, with max_steps = 1: {_fault}."
### END HIDDEN TESTS
assert isinstance(_raised, str), "the check should have run."

# %%
value, v = power_iteration(meetings, np.ones(77))
print(f"eigenvalue {value:.4f}, by eigh {eigenvalues[-1]:.4f}")
print("most important:", ", ".join(persons[i] for i in np.argsort(-np.abs(v))[:5]))

# %% [markdown]
# ## 2 · Ranking pages
#
# In 1998 two students ranked the pages of the Web by an eigenvector. A **random surfer** stands on a page. With
# probability $d$, the **damping** (often 0.85), he follows one of its links, each with equal chance; otherwise he
# jumps to any of the $n$ pages. The **PageRank** $r_i$ of a page is the share of time that he spends there, in
# the long run.
#
# Let $\texttt{links}_{ij}$ count the links from page $i$ to page $j$. Divide each row by its sum, and you have
# $\mathbf{S}$, shape $n \times n$: $s_{ij}$ is the chance to go from $i$ to $j$ by a link. With the jumps,
#
# $$g_{ij} = d\,s_{ij} + \frac{1-d}{n}, \qquad r_j = \sum_i r_i\, g_{ij}, \quad\text{that is}\quad \mathbf{r} = \mathbf{G}^\top\mathbf{r}, \qquad \sum_i r_i = 1.$$
#
# So $\mathbf{r}$ is an eigenvector of $\mathbf{G}^\top$, with the eigenvalue 1. All other eigenvalues are at most $d$
# in absolute value: with $d = 0.85$, power iteration gains a digit in about 14 steps, however large the Web. Mind the
# transposition: the surfer *leaves* page $i$ along row $i$, and *arrives* at page $j$ along column $j$.
#
# A page without any link is **dangling**: its row cannot be divided by its sum, 0. From there the surfer always jumps,
# to any of the $n$ pages (itself included): its row of $\mathbf{S}$ is $1/n$ everywhere.
#
# Our Web is Python's standard library: 217 modules, and a link from each to those that it imports. A colleague has
# written the ranking, with a test.

# %% locked="module_links"
lines = Path("data/stdlib_imports.txt").read_text(encoding="utf-8").splitlines()
imports = {line.split(":")[0]: line.split(":")[1].split() for line in lines if not line.startswith("#")}
modules = list(imports)
links = np.array([[float(other in imports[module]) for other in modules] for module in modules])

# %%
print(f"{len(modules)} modules, {links.sum():.0f} imports, {np.sum(links.sum(axis=1) == 0)} modules import none")


def pagerank_draft(links, damping=0.85):
    n = len(links)
    out = np.maximum(links.sum(axis=1), 1)  # avoids a division by zero
    S = links / out[:, None]
    r = np.full(n, 1 / n)
    for _ in range(100):
        r = damping * S @ r + (1 - damping) / n
    return r


ring = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
assert np.allclose(pagerank_draft(ring), 1 / 3)
print("the colleague's test passes")

# %% [markdown]
# **Predict before you run:** which module should come first, and what should all the ranks add up to?

# %%
r = pagerank_draft(links)
print("highest:", ", ".join(modules[i] for i in np.argsort(-r)[:5]))
print("sum of all ranks:", r.sum().round(3))

# %% [markdown]
# `html` and `textwrap` before `sys`, which 99 modules import; and 69 per cent of the ranks are missing. In the ring of
# the test all pages are alike, and none is dangling: it could not show either.

# %% [markdown]
# ### Exercise 2 · Mend PageRank   ●●○ 12 minutes
#
# `pagerank(links, damping)` takes `links`, shape (n, n), n ≥ 1, whole numbers ≥ 0 (as ints or floats; a page may link
# to another several times, and to itself), and 0 ≤ `damping` < 1. It returns the PageRanks as defined above, shape
# (n,). They add up to 1, and each is right **to within $10^{-8}$, for every damping up to 0.99**. Do not change `links`.
#
# The draft has several faults. Everything of numpy is allowed, and so is your `power_iteration`; a linear system
# (`np.linalg.solve`) or `np.linalg.eig` will do as well.
#
# <details><summary>Hint 1</summary>
#
# Test with two pages and one link, from page 0 to page 1. Which should be ranked higher? Page 1 is dangling: what
# should its row of $\mathbf{S}$ be?
# </details>
# <details><summary>Hint 2</summary>
#
# $\mathbf{r} = \mathbf{G}^\top\mathbf{r}$, not $\mathbf{G}\mathbf{r}$. And $0.99^{100} \approx 0.37$: a hundred
# steps hardly begin to converge. `power_iteration` knows when to stop.
# </details>
# <details><summary>Hint 3</summary>
#
# Begin with `S = np.full((n, n), 1 / n)`, and overwrite the rows where `out > 0` by
# `links[out > 0] / out[out > 0, None]`. Then `G = damping * S + (1 - damping) / n`, and the eigenvector of `G.T`,
# divided by its sum.
# </details>


# %% solution="pagerank"
def pagerank(links: np.ndarray, damping: float = 0.85) -> np.ndarray:
    """Return the PageRank of each page, shape (n,), where links[i, j] counts the links from i to j.

    >>> pagerank(np.array([[0, 1], [0, 0]]), damping=0.5).round(6)
    array([0.4, 0.6])
    """
    ### BEGIN SOLUTION
    n = len(links)
    out = links.sum(axis=1)
    S = np.full((n, n), 1 / n)
    S[out > 0] = links[out > 0] / out[out > 0, None]
    G = damping * S + (1 - damping) / n
    _, r = power_iteration(G.T, np.ones(n))
    return r / r.sum()
    ### END SOLUTION


# %% locked="ranks_fault"
def ranks_fault(links, damping: float, want=None) -> str:
    """Say what is wrong with pagerank(links, damping); '' if nothing is. Without `want`, networkx is asked."""
    links = np.asarray(links)
    if want is None:
        graph = nx.from_numpy_array(links, create_using=nx.DiGraph)
        ranks = nx.pagerank(graph, alpha=damping, tol=1e-14, max_iter=100_000)
        want = np.array([ranks[page] for page in range(len(links))])
    result, raised = attempt(pagerank, links, damping)
    if raised:
        return f"the call raised {raised}"
    got, fault = as_floats(result, (len(links),))
    if fault:
        return fault
    if abs(got.sum() - 1) > 1e-6:
        lost = " (is rank lost anywhere?)" if 0 < got.sum() < 1 else " (an eigenvector has any length and sign)"
        return f"the ranks should add up to 1, they add up to {got.sum():.6f}{lost}"
    if np.abs(got - want).max() > 1e-8:
        page = int(np.argmax(np.abs(got - want)))
        late = ". If the cells above pass, the iteration has not converged" if damping > 0.9 else ""
        return f"page {page} should have the rank {want[page]:.9f}, it has {got[page]:.9f}{late}"
    return ""


# %% tests="pagerank" name="follows_links" points=2
_links = np.array([[0, 1, 1], [0, 0, 1], [1, 0, 0]])
_fault = ranks_fault(_links, 0.5, np.array([14, 10, 15]) / 39)
assert _fault == "", f"for links 0→1, 0→2, 1→2, 2→0 and damping 0.5: {_fault}. (A link passes rank on to its target.)"
### BEGIN HIDDEN TESTS
for _seed, _n in enumerate((2, 4, 9, 40)):
    _rng = np.random.default_rng(_seed)
    _links = _rng.integers(0, 4, size=(_n, _n)) * (_rng.random((_n, _n)) < 0.5)
    _links[np.arange(_n), (np.arange(_n) + 1) % _n] += 1
    _fault = ranks_fault(_links, 0.85)
    assert _fault == "", (
        f"for {_n} pages with random numbers of links, none dangling: {_fault}. (A page may link to another several "
        "times, and to itself.)"
    )
_links = np.array([[5.0, 1.0], [1.0, 1.0]])
_before = _links.copy()
_, _raised = attempt(lambda: pagerank(_links))
assert np.array_equal(_links, _before), "the caller's links were changed by the call: work on a copy."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="pagerank" name="dangling_pages" points=2
_fault = ranks_fault(np.array([[0, 1], [0, 0]]), 0.5, np.array([0.4, 0.6]))
assert _fault == "", (
    f"for one link 0→1 and damping 0.5: {_fault}. From page 1, which is dangling, the surfer jumps to both pages alike."
)
_links = np.array([[0.0, 1.0], [0.0, 0.0]])
_, _raised = attempt(lambda: pagerank(_links, 0.5))
assert np.array_equal(_links, [[0, 1], [0, 0]]), (
    f"links = [[0, 1], [0, 0]] became {_links.tolist()} by the call: do not change it, work on a copy."
)
_fault = ranks_fault(links, 0.85)
assert _fault == "", f"for the modules of the standard library: {_fault}, by networkx."
### BEGIN HIDDEN TESTS
for _seed, _n in enumerate((3, 6, 25)):
    _rng = np.random.default_rng(10 + _seed)
    _links = _rng.integers(0, 3, size=(_n, _n))
    _links[_rng.permutation(_n)[: max(1, _n // 3)]] = 0
    _fault = ranks_fault(_links, 0.85)
    assert _fault == "", f"for {_n} pages, of which every third is dangling: {_fault}."
_fault = ranks_fault(np.zeros((4, 4)), 0.85, np.full(4, 0.25))
assert _fault == "", f"for four pages without any link: {_fault}."
_fault = ranks_fault(np.zeros((1, 1)), 0.85, np.ones(1))
assert _fault == "", f"for a single page without links: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="pagerank" name="any_damping" points=2
_pairs = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])  # 0 and 1 link to each other
_fault = ranks_fault(_pairs, 0.0, np.full(3, 1 / 3))
assert _fault == "", f"with damping 0 the surfer only jumps, and all pages are equal: {_fault}."
_fault = ranks_fault(_pairs, 0.99)
assert _fault == "", f"for links 0→1, 1→0, 2→0 and damping 0.99: {_fault}."
### BEGIN HIDDEN TESTS
for _damping in (0.1, 0.5, 0.95, 0.99):
    _rng = np.random.default_rng(20)
    _links = np.kron(np.eye(4), _rng.integers(0, 3, size=(5, 5)) + np.eye(5))  # four islands
    _links[0, 7] = _links[8, 13] = 1.0
    _fault = ranks_fault(_links, _damping)
    assert _fault == "", f"for four groups of pages, hardly linked, and damping {_damping}: {_fault}."
    _chain = np.eye(12, k=1)
    _fault = ranks_fault(_chain, _damping)
    assert _fault == "", f"for a chain of twelve pages that ends in a dangling one, damping {_damping}: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %%
r = pagerank(links)
_counts = links.sum(axis=0)
top = np.argsort(-r)[:10]
for i in top[:3]:
    print(f"{modules[i]:4s} has the rank {r[i]:.4f}; {_counts[i]:.0f} modules import it")

_, ax = plt.subplots(figsize=(7.2, 4.2))
ax.scatter(_counts, r, s=18, color=BLUE, alpha=0.6)
for module in ("sys", "os", "abc", "warnings", "builtins", "io", "time"):
    i = modules.index(module)
    ax.annotate(module, (_counts[i], r[i]), xytext=(5, 3), textcoords="offset points", fontsize=10)
ax.set(
    xlabel="number of modules that import it",
    ylabel="PageRank (share of the surfer's time)",
    title="Nine links can be worth as much as seventy-one",
)
plt.show()
print("io imports only:", imports["io"])

# %% [markdown]
# `abc`, imported by 9 modules, ranks before `os`, imported by 71. One of the nine is `io`: 38 modules import it, and
# its only link goes to `abc`. That is what an eigenvector adds to counting.

# %% [markdown]
# ## 3 · Powers without multiplying
#
# Put $n$ independent eigenvectors next to one another, as the columns of $\mathbf{V}$, and their eigenvalues on the
# diagonal of $\mathbf{D}$ (both $n \times n$). Then $\mathbf{A}\mathbf{V} = \mathbf{V}\mathbf{D}$, and
#
# $$\mathbf{A} = \mathbf{V}\mathbf{D}\mathbf{V}^{-1}, \qquad \mathbf{A}^k = \mathbf{V}\mathbf{D}\,\underbrace{\mathbf{V}^{-1}\,\mathbf{V}}_{\mathbf{I}}\,\mathbf{D}\mathbf{V}^{-1}\cdots = \mathbf{V}\mathbf{D}^k\mathbf{V}^{-1}.$$
#
# The matrix is **diagonalised**. $\mathbf{D}^k$ costs $n$ powers of numbers, whatever $k$ is, and it can be *read*:
# every power of $\mathbf{A}$ is a sum of $n$ parts, and part $i$ grows or fades like $\lambda_i^k$.
#
# The powers of the matrix below hold the Fibonacci numbers (1, 1, 2, 3, 5, 8, ...). **Predict before you run:** what
# does the ratio of two neighbours come to, in the long run?

# %%
fibonacci = np.array([[1.0, 1.0], [1.0, 0.0]])
eigenvalues, V = np.linalg.eig(fibonacci)
print("eigenvalues", eigenvalues.round(6))
print((V @ np.diag(eigenvalues**10) @ np.linalg.inv(V)).round(9))

# %% [markdown]
# To the larger eigenvalue, the golden ratio 1.618; the other part, $(-0.618)^k$, fades.
#
# Now a matrix for which it goes wrong: a **shear**, whose fifth power is
# $\begin{pmatrix} 1 & 5\\ 0 & 1\end{pmatrix}$. **Predict before you run:** what does diagonalisation make of it, and will
# numpy complain?

# %%
shear = np.array([[1.0, 1.0], [0.0, 1.0]])
eigenvalues, V = np.linalg.eig(shear)
print("columns of V:", *V.T)
print(V @ np.diag(eigenvalues**5) @ np.linalg.inv(V))

# %% [markdown]
# The identity, and not a word. The shear has only one direction that stays, so there are no two independent
# eigenvectors: it is **defective**. `eig` returns the same direction twice, apart from rounding, and `inv` inverts
# the rounding. A cheap test catches it: multiply $\mathbf{V}\mathbf{D}\mathbf{V}^{-1}$ out once, and see whether
# $\mathbf{A}$ comes back.
#
# ### A chain of months
#
# Off the coast of Peru the sea is sometimes warmer than usual (El Niño), sometimes colder. Take the monthly
# temperatures from 1950 to 2010 minus each calendar month's average: below −0.5 °C a month is *cold*, from +0.5 °C on
# *warm*, otherwise *neutral*. Let $p_{ij}$ be the share of months in state $i$ that were followed by state $j$. This is
# a **Markov chain**: its rows add up to 1, like those of $\mathbf{S}$, and row $i$ of $\mathbf{P}^k$ holds the chances
# of the three states, $k$ months after state $i$.

# %% locked="chain_of_months"
temperatures = elnino.load_pandas().data.to_numpy()[:, 1:]  # (61 years, 12 months), °C
anomalies = (temperatures - temperatures.mean(axis=0)).ravel()
states = np.digitize(anomalies, [-0.5, 0.5])  # 0 cold, 1 neutral, 2 warm

_counts = np.zeros((3, 3))
np.add.at(_counts, (states[:-1], states[1:]), 1)
P = _counts / _counts.sum(axis=1, keepdims=True)

# %%
print("months cold, neutral, warm:", np.bincount(states))
print(P.round(3))
print("eigenvalues:", np.sort(np.linalg.eigvals(P)).round(3))

# %% [markdown]
# One eigenvalue is 1, as for PageRank: its part stays, and is the long-run average. The others fade, the slowest by
# the factor 0.808 a month.

# %% [markdown]
# ### Exercise 3 · Powers   ●●○ 8 minutes
#
# `eigen_power(A, k)` takes `A`, shape (n, n), real, and an int `k` ≥ 0, and returns $\mathbf{A}^k$ by diagonalisation: a
# **real** array of shape (n, n), also if eigenvalues are complex. $\mathbf{A}^0$ is the identity.
#
# But test first: if the largest entry of $\lvert\mathbf{V}\mathbf{D}\mathbf{V}^{-1} - \mathbf{A}\rvert$ is **larger
# than $10^{-6}$ times the largest entry of $\lvert\mathbf{A}\rvert$**, raise `np.linalg.LinAlgError`, whatever `k` is.
# (A matrix of zeros passes.) `np.linalg.eig`, `inv` and the rest are allowed here.
#
# <details><summary>Hint 1</summary>
#
# `eig` returns `(eigenvalues, V)` with the eigenvectors in the columns of `V`.
# </details>
# <details><summary>Hint 2</summary>
#
# $\mathbf{D}^k$ is `np.diag(eigenvalues**k)`. If eigenvalues are complex they come in conjugate pairs, the
# imaginary parts cancel in the product, and `.real` takes off what rounding left.
# </details>
# <details><summary>Hint 3</summary>
#
# Compare `np.abs(V @ np.diag(eigenvalues) @ np.linalg.inv(V) - A).max()` with `1e-6 * np.abs(A).max()`.
# </details>


# %% solution="eigen_power"
def eigen_power(A: np.ndarray, k: int) -> np.ndarray:
    """Return A to the power k, by diagonalisation; LinAlgError if V D inv(V) is not A.

    >>> eigen_power(np.array([[1.0, 1.0], [1.0, 0.0]]), 10).round(6)
    array([[89., 55.],
           [55., 34.]])
    """
    ### BEGIN SOLUTION
    eigenvalues, V = np.linalg.eig(A)
    V_inverse = np.linalg.inv(V)
    if np.abs(V @ np.diag(eigenvalues) @ V_inverse - A).max() > 1e-6 * np.abs(A).max():
        raise np.linalg.LinAlgError("the matrix has too few independent eigenvectors")
    return (V @ np.diag(eigenvalues**k) @ V_inverse).real
    ### END SOLUTION


# %% locked="power_fault"
def power_fault(A, k: int) -> str:
    """Say what is wrong with eigen_power(A, k) for an A that can be diagonalised; '' if nothing is."""
    A = np.asarray(A)
    result, raised = attempt(eigen_power, A, k)
    if raised.startswith("LinAlgError"):
        return f"the call raised {raised}; but this matrix can be diagonalised, V D inv(V) gives it back"
    if raised:
        return f"the call raised {raised}"
    got, fault = as_floats(result, A.shape)
    if fault:
        return fault
    want = np.linalg.matrix_power(A.astype(float), k)
    gap = np.abs(got - want).max()
    if gap > 1e-7 * np.abs(want).max():
        return f"expected {want.round(4).tolist()}, the largest difference is {gap:.3g}"
    return ""


# %% tests="eigen_power" name="powers" points=2
for _A, _k in (([[1.0, 1.0], [1.0, 0.0]], 10), ([[2.0, 1.0], [0.0, 3.0]], 4), ([[0.0, -1.0], [1.0, 0.0]], 3)):
    _fault = power_fault(_A, _k)
    assert _fault == "", f"for A = {_A}, k = {_k}: {_fault}."
### BEGIN HIDDEN TESTS
for _A, _k in (
    (P, 6),
    (P, 1_000_000),
    ([[-3.0]], 3),
    ([[1, 2], [3, 4]], 5),
    ([[0.6, -0.8], [0.8, 0.6]], 1000),
    (np.eye(3), 7),
):
    _fault = power_fault(_A, _k)
    assert _fault == "", f"for A = {np.asarray(_A).tolist()}, k = {_k}: {_fault}."
for _seed, _n in enumerate((2, 3, 5, 9)):
    _A = np.random.default_rng(_seed).normal(size=(_n, _n))
    for _k in (0, 1, 2, 7):
        for _scale in (1.0, 1e-9):
            _fault = power_fault(_scale * _A, _k)
            assert _fault == "", f"for a random {_n} by {_n} matrix of size {_scale:g}, k = {_k}: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="eigen_power" name="notices_defects" points=2
_shear = np.array([[1.0, 1.0], [0.0, 1.0]])
_result, _raised = attempt(eigen_power, _shear, 5)
assert _raised.startswith("LinAlgError"), (
    f"the shear [[1, 1], [0, 1]] cannot be diagonalised: expected a LinAlgError, got {came(_result, _raised)}."
)
_fault = power_fault(np.zeros((2, 2)), 0)
assert _fault == "", f"for a matrix of zeros, k = 0: {_fault}. It is diagonal already, and 0 is not larger than 0."
### BEGIN HIDDEN TESTS
_blocks = np.array([[5.0, 0.0, 0.0], [0.0, 2.0, 1.0], [0.0, 0.0, 2.0]])
for _A in (_shear, 1e-9 * _shear, 1e9 * _shear, _shear.T, np.eye(2, k=1), 3 * np.eye(3) + np.eye(3, k=1), _blocks):
    for _k in (0, 1, 3):
        _result, _raised = attempt(eigen_power, _A, _k)
        assert _raised.startswith("LinAlgError"), (
            f"{_A.tolist()} cannot be diagonalised: expected a LinAlgError (k = {_k}), got {came(_result, _raised)}. "
            "Compare V D inv(V) with A, relative to the size of A."
        )
_fault = power_fault(np.zeros((3, 3)), 2)
assert _fault == "", f"for a matrix of zeros, k = 2: {_fault}."
_fault = power_fault([[1.0, 1.0], [0.0, 1.001]], 3)
assert _fault == "", f"for [[1, 1], [0, 1.001]], which is nearly a shear and can be diagonalised: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% [markdown]
# How often is it warm $k$ months after a warm month, by the chain and in the data? **Predict before you run:** the chain
# saw only steps of *one* month. Where will it be wrong?

# %%
months = np.arange(1, 19)
forecast = [eigen_power(P, int(k))[2, 2] for k in months]
observed = [np.mean(states[k:][states[:-k] == 2] == 2) for k in months]
long_run = eigen_power(P, 1000)[2, 2]
print(f"long-run share of warm months: {long_run:.3f}")

_, ax = plt.subplots(figsize=(7.2, 4.0))
ax.plot(months, forecast, color=BLUE, label="chain: (Pᵏ)₃₃")
ax.plot(months, observed, "o", color=ORANGE, label="data: share that was warm")
ax.axhline(long_run, color=GREY, ls="--", lw=1)
ax.text(0.5, long_run - 0.04, "long-run share", color=GREY, fontsize=10)
ax.set(
    xlabel="months k after a warm month",
    ylabel="chance of a warm month",
    ylim=(0, 0.9),
    xticks=np.arange(0, 19, 3),
    title="Half a year ahead the chain is right; then the ocean swings back",
)
ax.legend()
plt.show()

# %% [markdown]
# For half a year a 3 × 3 matrix is good company. Then the data fall below it, from the eleventh month even below the
# long-run share: an El Niño is often followed by its opposite, and the chain does not know how long the warmth has lasted.

# %% [markdown]
# **Half way.** This is a good place to rest. You hold a power iteration that stops for the right reason, a PageRank
# that agrees with networkx, and powers by diagonalisation, with an alarm. Next come matrices that are not square.

# %% [markdown]
# ## 4 · The singular value decomposition
#
# A table of 442 patients is not square, and has no eigenvectors. The **singular value decomposition** (SVD) asks
# another question, which has an answer for *every* matrix: which directions at right angles are *still at right
# angles* after the matrix has acted? For $\mathbf{A} \in \mathbb{R}^{m\times n}$, $m \ge n$ (otherwise take the
# transpose), there are $n$ orthonormal $\mathbf{v}_i \in \mathbb{R}^n$ and $n$ orthonormal
# $\mathbf{u}_i \in \mathbb{R}^m$ with
#
# $$\mathbf{A}\mathbf{v}_i = \sigma_i\mathbf{u}_i, \quad \sigma_1 \ge \dots \ge \sigma_n \ge 0, \qquad
# \mathbf{A} = \mathbf{U}\boldsymbol\Sigma\mathbf{V}^\top = \sum_{i=1}^n \sigma_i\,\mathbf{u}_i\mathbf{v}_i^\top .$$
#
# $\mathbf{U}$ is $m \times n$, $\mathbf{V}$ is $n \times n$, and $\boldsymbol\Sigma$ is $n\times n$ with the
# **singular values** $\sigma_i$ on its diagonal. In code, `U, s, Vt = np.linalg.svd(A, full_matrices=False)`: `s` has
# shape (n,), and the **rows** of `Vt` are the $\mathbf{v}_i$.

# %%
A = np.array([[2.0, 1.0], [-0.5, 1.2]])
U, s, Vt = np.linalg.svd(A)

_, axes = plt.subplots(1, 2, figsize=(9.5, 4.3))
arrows = (Vt, (U * s).T)
for ax, curve, ends, letter in zip(axes, (circle, A @ circle), arrows, (r"\mathbf{v}", r"\mathbf{A}\mathbf{v}")):
    ax.plot(*curve, color=GREY, linewidth=1)
    for i, (end, colour) in enumerate(zip(ends, (BLUE, ORANGE)), start=1):
        ax.annotate("", end, (0, 0), arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2})
        ax.text(*(end + 0.35 * end / np.linalg.norm(end)), f"${letter}_{i}$", color=colour, ha="center", va="center")
    ax.set(xlim=(-3.0, 3.0), ylim=(-2.0, 2.0), aspect="equal", xlabel="first entry", ylabel="second entry")
axes[0].set_title("Right angles before ...")
axes[1].set_title(f"... and after: σ₁ = {s[0]:.2f}, σ₂ = {s[1]:.2f}")
plt.show()

# %% [markdown]
# How to compute it? Textbooks answer:
# $\mathbf{A}^\top\mathbf{A} = \mathbf{V}\boldsymbol\Sigma\mathbf{U}^\top\mathbf{U}\boldsymbol\Sigma\mathbf{V}^\top = \mathbf{V}\boldsymbol\Sigma^2\mathbf{V}^\top$,
# so the $\mathbf{v}_i$ are the eigenvectors of a symmetric matrix, and the $\sigma_i^2$ its eigenvalues. Try it on
# random numbers, and on the blood pressure in mmHg, hPa and kPa (the last two in single precision), columns scaled to
# length 1. **Predict before you run:** the columns differ by about $10^{-8}$. What will come out for $\sigma_2$ and
# $\sigma_3$?

# %% locked="pressures"
bp = measurements[:, 3]
pressures = np.column_stack([bp, (bp * 1.33322).astype(np.float32), (bp * 0.133322).astype(np.float32)])
pressures = pressures / np.linalg.norm(pressures, axis=0)


# %%
def svd_textbook(A: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    squares, V = np.linalg.eigh(A.T @ A)
    s, V = np.sqrt(np.abs(squares[::-1])), V[:, ::-1]  # largest first
    return A @ V / s, s, V.T


rng = np.random.default_rng(0)
harmless = rng.normal(size=(6, 3))

for text, A in (("random numbers", harmless), ("three pressures", pressures)):
    U, s, _ = svd_textbook(A)
    print(f"{text}: singular values {s}, by numpy {np.linalg.svd(A, compute_uv=False)}")
    print(f"    largest entry of |UᵀU − I|: {np.abs(U.T @ U - np.eye(3)).max():.1e}")

# %% [markdown]
# On random numbers all digits shown are right. On the pressures the smallest singular value is off by a factor of two
# and out of order (otherwise, perhaps, on your machine): rounding made its square negative, and `np.abs` hid it. And
# $\mathbf{U}$ has lost its right angles. It is warm-up 3 again: $\sigma^2 \approx 10^{-16}$ is as small as the
# rounding of $\mathbf{A}^\top\mathbf{A}$.
#
# ### Rotate, do not square
#
# In the last lesson we made columns orthogonal by *subtracting*. Now do it by *rotating*, two at a time. Replace two
# columns $\mathbf{a}, \mathbf{b}$ by
#
# $$\mathbf{a}' = c\,\mathbf{a} + s\,\mathbf{b}, \qquad \mathbf{b}' = -s\,\mathbf{a} + c\,\mathbf{b}, \qquad c = \cos\varphi,\ s = \sin\varphi .$$
#
# Multiplied out,
# $\mathbf{a}'^\top\mathbf{b}' = \cos 2\varphi\;\mathbf{a}^\top\mathbf{b} - \tfrac12 \sin 2\varphi\,(\mathbf{a}^\top\mathbf{a} - \mathbf{b}^\top\mathbf{b})$.
# It is zero for
# $\tan 2\varphi = 2\,\mathbf{a}^\top\mathbf{b} \,/\, (\mathbf{a}^\top\mathbf{a} - \mathbf{b}^\top\mathbf{b})$.

# %% locked="straighten"
def straighten(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the rotation G, shape (2, 2), such that the two columns of [a b] @ G are at right angles."""
    angle = 0.5 * np.arctan2(2 * (a @ b), a @ a - b @ b)
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s], [s, c]])


# %%
_pair = harmless[:, :2]
G = straighten(_pair[:, 0], _pair[:, 1])
print("dot product before:", _pair[:, 0] @ _pair[:, 1], "  after:", (_pair @ G)[:, 0] @ (_pair @ G)[:, 1])

# %% [markdown]
# With three columns, straightening one pair bends another a little. But go round through all pairs, again and
# again, and within a handful of rounds (**sweeps**) all are at right angles: the **one-sided Jacobi method**. Collect
# the rotations in $\mathbf{V}$, and
#
# $$\mathbf{A}\mathbf{V} = \mathbf{W}, \quad\text{columns of } \mathbf{W} \text{ at right angles}: \qquad \sigma_i = \lVert\mathbf{w}_i\rVert, \quad \mathbf{u}_i = \mathbf{w}_i / \sigma_i .$$
#
# Squares serve only to find the angles, and an angle that is a little off is mended in the next sweep.

# %% [markdown]
# ### Exercise 4 · An SVD that keeps its digits   ●●○ 14 minutes
#
# `svd(A)` takes `A`, shape (m, n), m ≥ n ≥ 1 (it may hold integers), with independent columns, and returns `(U, s, Vt)`
# of shapes (m, n), (n,), (n, n):
#
# - the singular values `s`, positive, **largest first**, each right to $10^{-8}$ of itself;
# - orthonormal columns in `U`, orthonormal rows in `Vt` (the transpose of $\mathbf{V}$, as numpy has it), to $10^{-7}$
#   in `U.T @ U` and `Vt @ Vt.T`;
# - `U @ np.diag(s) @ Vt` equal to `A`, to $10^{-9}\sigma_1$.
#
# Numbers may be of size 1e-10 or 1e10. Several singular values may be **only $10^{-8}$ of the largest**; then
# $10^{-3}$ and $10^{-4}$ will do in the first two points.
#
# Signs of singular vectors are up to you. Do not change `A`. The SVDs of numpy and scipy (also `pinv`, `lstsq`) are
# out of bounds inside. By Jacobi: go through all pairs $i < j$; where
# $\lvert\mathbf{w}_i^\top\mathbf{w}_j\rvert > 10^{-12}\,\lVert\mathbf{w}_i\rVert\,\lVert\mathbf{w}_j\rVert$,
# straighten these two columns; stop after a sweep in which no pair needed it. (With a limit near the rounding,
# $10^{-16}$, it might never stop. Another method that meets the above is welcome, by `eigh` or by `qr` too.)
#
# <details><summary>Hint 1</summary>
#
# Two arrays: `W`, a copy of `A`, and `V`, the identity at first. Whatever is done to two columns of `W` is done to
# the same two columns of `V`.
# </details>
# <details><summary>Hint 2</summary>
#
# `W[:, [i, j]] = W[:, [i, j]] @ G` replaces two columns, with `G = straighten(W[:, i], W[:, j])`. A flag `rotated`,
# set to `False` at the start of a sweep, tells whether there has to be another.
# </details>
# <details><summary>Hint 3</summary>
#
# `rotated = True`, then `while rotated:`, and in it the two loops over `i` and `j`. At the end
# `s = np.linalg.norm(W, axis=0)`, `order = np.argsort(-s)`, and return `W[:, order] / s[order]`, `s[order]` and
# `V[:, order].T`.
# </details>


# %% solution="svd"
def svd(A: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return U (m, n), s (n,), Vt (n, n) with A = U @ np.diag(s) @ Vt, the singular values largest first.

    >>> U, s, Vt = svd(np.array([[0.0, 2.0], [3.0, 0.0], [0.0, 0.0]]))
    >>> s
    array([3., 2.])
    """
    ### BEGIN SOLUTION
    W = np.array(A, dtype=float)
    n = W.shape[1]
    V = np.eye(n)
    rotated = True
    while rotated:
        rotated = False
        for j in range(n):
            for i in range(j):
                a, b = W[:, i], W[:, j]
                if abs(a @ b) > 1e-12 * np.linalg.norm(a) * np.linalg.norm(b):
                    G = straighten(a, b)
                    W[:, [i, j]] = W[:, [i, j]] @ G
                    V[:, [i, j]] = V[:, [i, j]] @ G
                    rotated = True
    s = np.linalg.norm(W, axis=0)
    order = np.argsort(-s)
    return W[:, order] / s[order], s[order], V[:, order].T
    ### END SOLUTION


# %% locked="svd_fault"
def svd_fault(A: np.ndarray, digits: float, angles: float) -> str:
    """Say what is wrong with svd(A): relative error of s above `digits`, or U, Vt off by `angles`; '' if nothing is."""
    A = np.asarray(A)
    m, n = A.shape
    parts, fault = parts_of(attempt(svd, A, barred=SVD), [(m, n), (n,), (n, n)])
    if fault:
        return fault
    U, s, Vt = parts
    want = np.linalg.svd(A.astype(float), compute_uv=False)
    squared = " (was something squared, or did it stop too early?)" if digits > 1e-6 else ""
    errors = np.abs(np.sort(s)[::-1] - want) / want
    if errors.max() > digits:
        return f"the singular values should be {want}, they are {s}{squared}"
    if (np.diff(s) > 1e-12 * want[0]).any():
        return f"the singular values should be largest first, they are {s}"
    gap = np.abs(U * s @ Vt - A).max()
    if gap > 1e-9 * want[0]:
        return f"U @ np.diag(s) @ Vt should be A, the largest difference is {gap:.2g} (the vᵢ are the rows of Vt)"
    for name, square in (("U.T @ U", U.T @ U), ("Vt @ Vt.T", Vt @ Vt.T)):
        if np.abs(square - np.eye(n)).max() > angles:
            gap = np.abs(square - np.eye(n)).max()
            early = squared or (" (did it stop too early?)" if gap < 1e-2 else "")
            return f"{name} should be the identity, the largest difference is {gap:.2g}{early}"
    return ""


# %% tests="svd" name="decomposes" points=3
for _A in ([[0.0, 2.0], [3.0, 0.0], [0.0, 0.0]], [[1.0, 2.0], [3.0, 4.0]], [[3.0], [4.0]], [[1.0, 0.0], [0.0, 3.0]]):
    _fault = svd_fault(np.array(_A), 1e-8, 1e-7)
    assert _fault == "", f"for A = {_A}: {_fault}."
_A = np.array([[1.0, 2.0], [3.0, 4.0]])
_, _raised = attempt(lambda: svd(_A), barred=SVD)
assert np.array_equal(_A, [[1, 2], [3, 4]]), f"A = [[1, 2], [3, 4]] became {_A.tolist()} by the call: work on a copy."
### BEGIN HIDDEN TESTS
_fault = svd_fault(np.diag([1.0, -3.0, 2.0]), 1e-8, 1e-7)
assert _fault == "", f"for diag(1, -3, 2): {_fault}."
_fault = svd_fault(np.array([[1, 1, 0], [1, 0, 2], [0, 1, 1], [2, 2, 2]]), 1e-8, 1e-7)
assert _fault == "", f"for a table of small integers: {_fault}."
_fault = svd_fault(np.eye(4, 2), 1e-8, 1e-7)
assert _fault == "", f"for the first two columns of the identity: {_fault}."
_fault = svd_fault(np.array([[1.0, 1.0], [1.0, -1.0], [2.0, 3.0], [-3.0, 2.0]]), 1e-8, 1e-7)
assert _fault == "", f"for two columns of equal length, at right angles from the start: {_fault}."
for _seed, _shape in enumerate(((1, 1), (2, 2), (7, 3), (6, 6), (40, 9))):
    for _scale in (1.0, 1e-10, 1e10):
        _A = _scale * (np.random.default_rng(_seed).normal(size=_shape) + 2 * np.eye(*_shape))
        _fault = svd_fault(_A, 1e-8, 1e-7)
        assert _fault == "", f"for a random table of shape {_shape}, numbers of size {_scale:g}: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="svd" name="small_singular_values" points=3
_fault = svd_fault(pressures, 1e-3, 1e-4)
assert _fault == "", f"for the blood pressure in three units: {_fault}."
### BEGIN HIDDEN TESTS
for _seed, _m in enumerate((5, 8, 30)):
    for _scale in (1.0, 1e-10, 1e10):
        _rng = np.random.default_rng(_seed)
        _U, _V = np.linalg.qr(_rng.normal(size=(_m, 5)))[0], np.linalg.qr(_rng.normal(size=(5, 5)))[0]
        _fault = svd_fault(_scale * (_U * [1.0, 0.4, 3e-8, 2e-8, 1e-8]) @ _V.T, 1e-3, 1e-4)
        assert _fault == "", (
            f"for a {_m} by 5 table with three singular values near 1e-8 of the largest, size {_scale:g}: {_fault}."
        )
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %%
for text, _decompose in (("by AᵀA", svd_textbook), ("yours", svd), ("numpy", np.linalg.svd)):
    print(f"{text:8s} {_decompose(pressures)[1]}")

# %% [markdown]
# Yours keeps the digits that the textbook lost. From here on we call `np.linalg.svd`, which is faster.

# %% [markdown]
# ## 5 · A photograph in few layers
#
# A grey picture is a matrix. Its SVD writes it as a sum of layers $\sigma_i\mathbf{u}_i\mathbf{v}_i^\top$, the
# weightiest first. Stop after $k$ of them:
#
# $$\mathbf{A}_k = \sum_{i=1}^{k} \sigma_i\,\mathbf{u}_i\mathbf{v}_i^\top, \qquad
# \lVert\mathbf{A} - \mathbf{A}_k\rVert_F = \sqrt{\sigma_{k+1}^2 + \sigma_{k+2}^2 + \dots} .$$
#
# $\lVert\cdot\rVert_F$ is the **Frobenius norm**: the Euclidean norm of all entries. $\mathbf{A}_k$ is stored in
# $k(m + n)$ numbers instead of $mn$. And nothing of rank $k$ can be better: for *every* matrix $\mathbf{B}$ of rank
# at most $k$, $\lVert\mathbf{A} - \mathbf{B}\rVert_F \ge \lVert\mathbf{A} - \mathbf{A}_k\rVert_F$. That is the theorem of **Eckart and Young**.

# %% locked="photo"
colour = load_sample_image("china.jpg")[:426] / 255  # (426, 640, 3): red, green and blue from 0 to 1
grey = colour @ [0.299, 0.587, 0.114]  # the weights of brightness that television used
photo = grey.reshape(213, 2, 320, 2).mean(axis=(1, 3))  # averages of 2 by 2 pixels

# %%
print("photo:", photo.shape, " singular values:", np.linalg.svd(photo, compute_uv=False)[:6].round(1), "...")

# %% [markdown]
# **Predict:** 213 layers would rebuild the picture exactly. How many do you need before you recognise it?

# %% [markdown]
# ### Exercise 5 · Compress   ●○○ 6 minutes
#
# `compress(A, k)` takes `A`, shape (m, n), also m < n, and an int k, 1 ≤ k ≤ min(m, n). It returns `(L, R)` of shapes
# **(m, k) and (k, n)**, such that `L @ R` is $\mathbf{A}_k$. How the singular values are shared between the two is up
# to you. Use `np.linalg.svd`.
#
# <details><summary>Hint 1</summary>
#
# Which part of `U`, `s` and `Vt` belongs to the first $k$ layers? Columns of one, rows of another.
# </details>
# <details><summary>Hint 2</summary>
#
# The first $k$ columns of $\mathbf{U}$ times the first $k$ rows of $\mathbf{V}^\top$ is the sum of the layers, but without
# the $\sigma_i$. Multiply column $i$, or row $i$, by it.
# </details>
# <details><summary>Hint 3</summary>
#
# With `full_matrices=False`, `U[:, :k] * s[:k]` multiplies each column by its singular value; beside it stands
# `Vt[:k]`.
# </details>


# %% solution="compress"
def compress(A: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return L (m, k) and R (k, n) such that L @ R is the best approximation of A with rank k.

    >>> L, R = compress(np.diag([3.0, 2.0]), 1)
    >>> (L @ R).round(6) + 0.0
    array([[3., 0.],
           [0., 0.]])
    """
    ### BEGIN SOLUTION
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k]
    ### END SOLUTION


# %% locked="compress_fault"
def compress_fault(A: np.ndarray, k: int) -> str:
    """Say what is wrong with compress(A, k); '' if nothing is."""
    m, n = A.shape
    parts, fault = parts_of(attempt(compress, A, k), [(m, k), (k, n)])
    if fault:
        return fault
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    best, error = np.sqrt(np.sum(s[k:] ** 2)), np.linalg.norm(A - parts[0] @ parts[1])
    if error > best + 1e-8 * s[0]:
        return f"the Frobenius norm of A - L @ R is {error:.6g}, rank {k} can reach {best:.6g}"
    if np.abs(parts[0] @ parts[1] - U[:, :k] * s[:k] @ Vt[:k]).max() > 1e-6 * s[0]:
        return "L @ R should be the sum of the first k layers"
    return ""


# %% tests="compress" name="best_of_its_rank" points=2
_fault = compress_fault(np.diag([3.0, 2.0]), 1)
assert _fault == "", f"for diag(3, 2), k = 1: {_fault}."
_fault = compress_fault(photo, 20)
assert _fault == "", f"for the photo, k = 20: {_fault}."
### BEGIN HIDDEN TESTS
for _seed, _shape in enumerate(((1, 1), (5, 5), (9, 4), (4, 9), (1, 6), (30, 12))):
    _A = np.random.default_rng(_seed).normal(size=_shape) + 1.0
    for _k in sorted({1, (1 + min(_shape)) // 2, min(_shape)}):
        _fault = compress_fault(_A, _k)
        assert _fault == "", f"for a random table of shape {_shape}, k = {_k}: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %%
def show_rank(k: int, ax: plt.Axes) -> None:
    L, R = compress(photo, k)
    ax.imshow(L @ R, cmap="gray", vmin=0, vmax=1)
    ax.set_title(f"rank {k}: {k * sum(photo.shape) / photo.size:.0%} of the numbers", fontsize=11)
    ax.axis("off")


_, axes = plt.subplots(2, 2, figsize=(9.0, 6.6))
for ax, k in zip(axes.flat, (3, 10, 30)):
    show_rank(k, ax)
axes[1, 1].imshow(photo, cmap="gray", vmin=0, vmax=1)
axes[1, 1].axis("off")
axes[1, 1].set_title("all 213 layers: the photo", fontsize=11)
plt.suptitle("A temple in thirty layers")
plt.show()


# %%
@interact(k=IntSlider(value=15, min=1, max=120))
def show_layers(k):
    _, ax = plt.subplots(figsize=(6, 4.2))
    show_rank(k, ax)
    plt.show()


# %%
s = np.linalg.svd(photo, compute_uv=False)
for k in (3, 20, 66, 125):
    L, R = compress(photo, k)
    _share = k * sum(photo.shape) / photo.size
    error, _formula = np.array([np.linalg.norm(photo - L @ R), np.linalg.norm(s[k:])]) / np.linalg.norm(photo)
    print(f"rank {k:3d}: {_share:3.0%} of the numbers, relative error {error:5.1%}, by the formula {_formula:5.1%}")

# %% [markdown]
# Be fair: for an error of two per cent one stores nearly as many numbers as the photo has, and JPEG does far better.
# For tables (users × films, weights of a layer) low rank is what there is to find.

# %% [markdown]
# ## 6 · The number that was promised
#
# Solve $\mathbf{A}\mathbf{x} = \mathbf{b}$, $\mathbf{A}$ square and invertible, and let $\mathbf{b}$ be off by a nudge
# $\delta\mathbf{b}$, say by rounding. The solution is off by $\delta\mathbf{x} = \mathbf{A}^{-1}\delta\mathbf{b}$. How
# bad can that be? $\mathbf{A}$ stretches by $\sigma_1$ at most and by $\sigma_n$ at least, so
#
# $$\lVert\delta\mathbf{x}\rVert \le \frac{\lVert\delta\mathbf{b}\rVert}{\sigma_n}, \qquad \lVert\mathbf{b}\rVert \le \sigma_1\lVert\mathbf{x}\rVert
# \qquad\Rightarrow\qquad
# \frac{\lVert\delta\mathbf{x}\rVert}{\lVert\mathbf{x}\rVert} \le \underbrace{\frac{\sigma_1}{\sigma_n}}_{\kappa(\mathbf{A})} \cdot \frac{\lVert\delta\mathbf{b}\rVert}{\lVert\mathbf{b}\rVert} .$$
#
# $\kappa = \sigma_1/\sigma_n$ is the **condition number**: the factor by which a relative error can grow. It is at
# least 1, and it does not care for size: $\kappa(0.1\,\mathbf{I}) = 1$. A small relative change of the *matrix* is
# magnified about as much (in a least-squares fit that leaves large residuals, by up to about $\kappa^2$).
#
# Two pairs of equations, both with the solution (1, 1). The right-hand side is nudged by at most 0.05, 300 times.
# **Predict before you run:** what shape will the cloud of solutions have when the two lines are nearly parallel?

# %%
rng = np.random.default_rng(3)
nudges = rng.normal(size=(2, 300))
nudges *= 0.05 * np.sqrt(rng.random(300)) / np.linalg.norm(nudges, axis=0)

_, axes = plt.subplots(1, 2, figsize=(9.5, 4.4))
for ax, A in zip(axes, (np.array([[1.0, 0.4], [-0.4, 1.0]]), np.array([[1.0, 1.0], [1.0, 1.25]]))):
    b = A @ np.ones(2)
    for row, value in zip(A, b):
        ax.axline((1, 1), slope=-row[0] / row[1], color=GREY, linewidth=1)
    ax.plot(*np.linalg.solve(A, b[:, None] + nudges), ".", color=ORANGE, markersize=4)
    ax.set(xlim=(0.3, 1.7), ylim=(0.3, 1.7), aspect="equal", xlabel="x₁", ylabel="x₂")
    s = np.linalg.svd(A, compute_uv=False)
    ax.set_title(f"κ = {s[0] / s[1]:.1f}")
plt.suptitle("Equal nudges: where lines are nearly parallel, their crossing moves far")
plt.show()

# %% [markdown]
# The cloud is long in the direction $\mathbf{v}_n$, which $\mathbf{A}$ stretches least. Read
# $\mathbf{A}\mathbf{v}_n = \sigma_n\mathbf{u}_n$ backwards: a nudge along $\mathbf{u}_n$ moves the solution along
# $\mathbf{v}_n$, magnified by $1/\sigma_n$.
#
# Rounding is a nudge too, of relative size $2.2\cdot10^{-16}$. So a rule of thumb for the worst case: **of 16 digits
# you lose about $\log_{10}\kappa$**. In which case are both inequalities above equalities? You will build it now.

# %% [markdown]
# ### Exercise 6 · Condition   ●●○ 10 minutes
#
# - `cond(A)` takes `A`, shape (m, n), m ≥ n ≥ 1, and returns $\kappa$, a float ≥ 1. If the smallest singular value,
#   as computed, is 0, it returns `np.inf`, also for a matrix of zeros, and gives no warning. Small is not 0: $\kappa$
#   of `1e-13 * np.eye(2)` is 1, and of `np.diag([1, 1e-20])` 1e20; dependent columns mostly give some $10^{16}$. Use numpy's singular values; with squares you would
#   miss the $10^{-6}$ of $\kappa$ that the tests ask for.
# - `worst_case(A)` takes an invertible `A`, shape (n, n), n ≥ 1, $\kappa \le 10^6$, and returns `(b, db)`, two arrays
#   of shape (n,) and **length 1**: a right-hand side and a nudge for which the solution suffers most. With
#   $\mathbf{x} = \mathbf{A}^{-1}\mathbf{b}$ and $\delta\mathbf{x} = \mathbf{A}^{-1}\delta\mathbf{b}$, the ratio
#   $\lVert\delta\mathbf{x}\rVert / \lVert\mathbf{x}\rVert$ is to be the largest possible. Signs are up to you.
#
# <details><summary>Hint 1</summary>
#
# Ask the zero before you divide. For `worst_case`, $\mathbf{b}$ should have a *short* solution, and
# $\delta\mathbf{b}$ a long one.
# </details>
# <details><summary>Hint 2</summary>
#
# $\mathbf{A}\mathbf{v}_i = \sigma_i\mathbf{u}_i$, so $\mathbf{A}^{-1}\mathbf{u}_i = \mathbf{v}_i/\sigma_i$.
# Right-hand sides live among the $\mathbf{u}$, solutions among the $\mathbf{v}$.
# </details>
# <details><summary>Hint 3</summary>
#
# $\mathbf{b} = \mathbf{u}_1$ and $\delta\mathbf{b} = \mathbf{u}_n$: the first and the last **column** of `U`.
# </details>


# %% solution="condition"
def cond(A: np.ndarray) -> float:
    """Return the condition number of A, shape (m, n), m >= n; inf if its smallest singular value is 0.

    >>> cond(np.diag([2.0, 0.5]))
    4.0
    """
    ### BEGIN SOLUTION
    s = np.linalg.svd(A, compute_uv=False)
    return float(s[0] / s[-1]) if s[-1] else np.inf
    ### END SOLUTION


def worst_case(A: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (b, db), of length 1, for which the error of the solution of A x = b grows most.

    >>> b, db = worst_case(np.diag([2.0, 0.5]))
    >>> np.abs(b), np.abs(db)
    (array([1., 0.]), array([0., 1.]))
    """
    ### BEGIN SOLUTION
    U, _, _ = np.linalg.svd(A)
    return U[:, 0], U[:, -1]
    ### END SOLUTION


# %% locked="condition_fault"
def cond_fault(A, want: float) -> str:
    """Say what is wrong with cond(A); '' if nothing is. Warnings count."""
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn"):
        warnings.simplefilter("always")
        try:
            got = cond(np.array(A, dtype=float))
        except (NotImplementedError, AssertionError):
            raise
        except Exception as error:
            return f"the call raised {type(error).__name__}: {error}"
    if got is None:
        return NOTHING
    try:
        got = float(got)
    except (TypeError, ValueError):
        return f"expected a float, got {str(got)[:60]}"
    if not (got == want or abs(got - want) <= 1e-6 * want < np.inf):
        return f"expected {want:.8g}, got {got:.8g} (κ = σ₁ / σₙ, inf only where σₙ is 0)"
    return f"expected no warning, got {caught[0].message}" if caught else ""


def worst_fault(A) -> str:
    """Say what is wrong with worst_case(A); '' if nothing is."""
    A = np.asarray(A, dtype=float)
    parts, fault = parts_of(attempt(worst_case, A), [(len(A),), (len(A),)])
    if fault:
        return fault
    for name, part in zip(("b", "db"), parts):
        if abs(np.linalg.norm(part) - 1) > 1e-8:
            return f"{name} should have length 1, it has {np.linalg.norm(part):.6g}"
    x, dx = (np.linalg.norm(np.linalg.solve(A, part)) for part in parts)
    want = np.linalg.cond(A)
    if abs(dx / x - want) > 1e-5 * want:
        return f"the ratio of lengths ‖δx‖ / ‖x‖ can be {want:.6g}, for what is returned it is {dx / x:.6g} (b should have a short solution, db a long one)"
    return ""


# %% tests="condition" name="number" points=1
for _A, _want in (
    (np.diag([2.0, 0.5]), 4.0),
    (0.1 * np.eye(3), 1.0),
    ([[2.0, 0.0], [0.0, 0.0]], np.inf),
    ([[3.0], [4.0]], 1.0),
    (np.diag([1e-13, 1e-13]), 1.0),
    (np.diag([1.0, 1e-20]), 1e20),
):
    _fault = cond_fault(_A, _want)
    assert _fault == "", f"for A = {np.asarray(_A).tolist()}: {_fault}."
_fault = cond_fault(pressures, float(np.linalg.cond(pressures)))
assert _fault == "", f"for the blood pressure in three units: {_fault}. (Squared, half of the digits are lost.)"
### BEGIN HIDDEN TESTS
for _A in (np.zeros((1, 1)), np.zeros((2, 2)), np.zeros((3, 2))):
    _fault = cond_fault(_A, np.inf)
    assert _fault == "", f"for a matrix of zeros, shape {_A.shape}: {_fault}."
for _seed, _shape in enumerate(((2, 2), (6, 3), (8, 8), (40, 5))):
    for _scale in (1.0, 1e-9, 1e9):
        _A = _scale * np.random.default_rng(_seed).normal(size=_shape)
        _fault = cond_fault(_A, float(np.linalg.cond(_A)))
        assert _fault == "", f"for random numbers of size {_scale:g}, shape {_shape}: {_fault}."
_fault = cond_fault([[1.0, 1.0], [0.0, 1e-3]], float(np.linalg.cond(np.array([[1.0, 1.0], [0.0, 1e-3]]))))
assert _fault == "", f"for [[1, 1], [0, 0.001]], which is not symmetric: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="condition" name="worst_case" points=3
for _A in (np.diag([2.0, 0.5]), np.array([[1.0, 1.0], [1.0, 1.25]]), np.array([[1.0, 3.0], [0.0, 1.0]])):
    _fault = worst_fault(_A)
    assert _fault == "", f"for A = {_A.tolist()}: {_fault}."
### BEGIN HIDDEN TESTS
_fault = worst_fault(np.array([[-4.0]]))
assert _fault == "", f"for A = [[-4]]: {_fault}."
for _seed, _n in enumerate((2, 3, 5, 10)):
    _rng = np.random.default_rng(_seed)
    _A = _rng.normal(size=(_n, _n))
    _fault = worst_fault(_A)
    assert _fault == "", f"for a random {_n} by {_n} matrix: {_fault}."
    _U, _V = np.linalg.qr(_A)[0], np.linalg.qr(_rng.normal(size=(_n, _n)))[0]
    _fault = worst_fault(1e-3 * (_U * np.logspace(0, -6, _n)) @ _V)
    assert _fault == "", f"for a random {_n} by {_n} matrix with a condition number of a million: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %%
print(f"0.1 times the identity: κ = {cond(tenth):.0f}     two rows alike to nine digits: κ = {cond(steep):.1e}")
A = np.array([[1.0, 1.0], [1.0, 1.25]])
b, db = worst_case(A)
for text, nudge in (("worst nudge", 0.01 * db), ("nudge at right angles to it", 0.01 * np.array([db[1], -db[0]]))):
    x, _moved = np.linalg.solve(A, b), np.linalg.solve(A, b + nudge)
    print(f"{text}, 1% of b: the solution moves by {np.linalg.norm(_moved - x) / np.linalg.norm(x):.1%}")

# %% [markdown]
# One per cent in, eighteen per cent out, or one: $\kappa$ says what *can* happen.

# %% [markdown]
# ## 7 · An audit, and a cure
#
# Now the tables of the opening. **Predict before you run:** what becomes of the $\kappa$ of the ten honest measurements
# when age is given in days?

# %%
X_days = X_ten * np.where(np.arange(11) == 1, 365.25, 1.0)
for text, X in (("ten measurements", X_ten), ("age in days", X_days), ("and blood pressure in kPa", X_eleven)):
    print(f"{text:26s} κ = {cond(X):13,.0f}   all columns scaled to length 1: κ = {cond(X / np.linalg.norm(X, axis=0)):13,.0f}")

# %% [markdown]
# A raw $\kappa$ mixes two things: units, which a change of scale mends, and dependence among the columns, which it
# does not. So scale first: $\mathbf{Z}$ is $\mathbf{X}$, shape (n, d), with every column divided by its length. Then
# $\kappa(\mathbf{Z})$ speaks of the columns' directions only: 200 for the ten measurements, 215 million with kPa.
#
# And who is guilty? $\lVert\mathbf{Z}\mathbf{v}_d\rVert = \sigma_d$: the mix of columns with the weights
# $\mathbf{v}_d$ is the one that is most nearly zero. **The columns with large entries in $\mathbf{v}_d$ are those that
# are tied to one another.**
#
# And the cure? The least-squares weights for $\mathbf{Z}$ are a sum over the directions,
#
# $$\mathbf{w} = \sum_{i=1}^d \frac{\mathbf{u}_i^\top\mathbf{y}}{\sigma_i}\,\mathbf{v}_i ,$$
#
# each with its own magnification $1/\sigma_i$. Here are the twelve terms, for the three exports.

# %%
_, ax = plt.subplots(figsize=(7.2, 4.0))
for (text, factor), _shift, marker, colour in zip(exports.items(), (-0.2, 0, 0.2), "os^", (BLUE, ORANGE, GREEN)):
    X = with_kilopascals(factor)
    U, s, Vt = np.linalg.svd(X / np.linalg.norm(X, axis=0), full_matrices=False)
    ax.semilogy(np.arange(1, 13) + _shift, np.abs(U.T @ progression) / s, marker, color=colour, label=text, alpha=0.7)
ax.set(
    xlabel="direction i, from most to least stretched",
    ylabel="its share |uᵢᵀy| / σᵢ of the weights\n(points of progression)",
    xticks=np.arange(1, 13),
    title="Eleven directions agree; one makes the millions",
)
ax.legend(title="kPa = mmHg ×", loc="upper left")
plt.show()

# %% [markdown]
# Eleven terms are the same in all three exports. The twelfth is more than a hundred thousand times as large as any of
# them, and consists of the files' rounding. Leave out the terms whose $\sigma_i$ is too small next to $\sigma_1$: this
# is least squares by **truncated SVD**.

# %% [markdown]
# ### Exercise 7 · Audit and cure   ●●● 14 minutes
#
# `X` has shape (n, d), n ≥ d ≥ 2, columns in any units, and no column of zeros; $\mathbf{Z}$ is `X` with each column
# divided by its length.
#
# - `audit(X, share)` returns `(kappa, guilty)`: $\kappa(\mathbf{Z})$, a float, and the increasing list of the
#   columns (ints, from 0) whose entry in $\mathbf{v}_d$ of $\mathbf{Z}$ is at least `share` in absolute value.
# - `stable_fit(X, y, max_cond)` takes `y`, shape (n,), and `max_cond` > 1, and returns weights `w`, shape (d,),
#   **for `X` itself**, so that `X @ w` is the prediction. In the formula above, with the SVD of $\mathbf{Z}$, leave
#   out exactly the terms with $\sigma_i \le \sigma_1\,/$ `max_cond`; then turn the weights for $\mathbf{Z}$ into weights
#   for $\mathbf{X}$.
#
# In the tests no entry equals `share`, and no $\sigma_i$ the limit, to within rounding. Change neither `X` nor `y`.
#
# <details><summary>Hint 1</summary>
#
# Both begin with `Z = X / np.linalg.norm(X, axis=0)` and its SVD with `full_matrices=False`. Rows of `Vt` are the
# $\mathbf{v}_i$.
# </details>
# <details><summary>Hint 2</summary>
#
# If a column was divided by its length, what must be done to its weight, for the same prediction?
# $\mathbf{Z}\mathbf{w}_Z = \mathbf{X}\mathbf{w}_X$.
# </details>
# <details><summary>Hint 3</summary>
#
# `np.flatnonzero(np.abs(Vt[-1]) >= share)`. For the fit, `kept = s > s[0] / max_cond` is a mask for the columns of
# `U`, for `s` and for the rows of `Vt`: `Vt[kept].T @ (U[:, kept].T @ y / s[kept])`, and then divide by the
# lengths.
# </details>


# %% solution="audit"
def audit(X: np.ndarray, share: float = 0.1) -> tuple[float, list[int]]:
    """Return the condition number of X with columns scaled to length 1, and the columns tied to one another.

    >>> kappa, guilty = audit(np.array([[1.0, 2.0, 0.0], [1.0, 2.0, 9.0], [1.0, 2.001, 0.0]]))
    >>> guilty
    [0, 1]
    """
    ### BEGIN SOLUTION
    Z = X / np.linalg.norm(X, axis=0)
    _, _, Vt = np.linalg.svd(Z, full_matrices=False)
    return cond(Z), np.flatnonzero(np.abs(Vt[-1]) >= share).tolist()
    ### END SOLUTION


def stable_fit(X: np.ndarray, y: np.ndarray, max_cond: float) -> np.ndarray:
    """Return least-squares weights for X by truncated SVD, without the directions below 1 / max_cond.

    >>> stable_fit(np.array([[1.0, 2.0], [1.0, 2.0]]), np.array([6.0, 10.0]), max_cond=1e6).round(6)
    array([4., 2.])
    """
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(X, axis=0)
    U, s, Vt = np.linalg.svd(X / lengths, full_matrices=False)
    kept = s > s[0] / max_cond
    return Vt[kept].T @ (U[:, kept].T @ y / s[kept]) / lengths
    ### END SOLUTION


# %% locked="audit_fault"
def audit_fault(X: np.ndarray, want: list[int], kappa: float | None = None, share: float = 0.1) -> str:
    """Say what is wrong with audit(X, share); '' if nothing is. Without `kappa` only the columns count."""
    result, raised = attempt(audit, X, share)
    if raised:
        return f"the call raised {raised}"
    if result is None:
        return NOTHING
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        return f"expected the pair (kappa, guilty), got {str(result)[:60]}"
    try:
        got, guilty = float(result[0]), [int(j) for j in result[1]]
    except (TypeError, ValueError):
        return f"expected a number and a list of ints, got {str(result)[:60]}"
    if kappa is not None and not abs(got - kappa) <= 1e-4 * kappa:
        return f"expected the condition number {kappa:.6g}, got {got:.6g} (of the columns scaled to length 1)"
    if guilty != want:
        look = "in increasing order" if sorted(guilty) == want else "compare the entries of the last v, without sign"
        return f"expected the guilty columns {want}, got {guilty} ({look})"
    return ""


def tied_table(seed: int, n: int, d: int, tied: list[int], gap: float) -> np.ndarray:
    """Return a random table in which a mix of the columns `tied`, in equal shares, is only `gap`."""
    rng = np.random.default_rng(seed)
    X = np.linalg.qr(rng.normal(size=(n, d)))[0]
    X[:, tied[-1]] = gap * X[:, tied[-1]] - X[:, tied[:-1]].sum(axis=1)
    return X


# %% tests="audit" name="names_the_guilty" points=2
_fault = audit_fault(X_eleven, [4, 11], 215357727.0)
assert _fault == "", f"for the table with bp (column 4) once more in kPa (column 11): {_fault}."
_fault = audit_fault(X_ten, [0, 5, 6, 7, 9], 200.297120)
assert _fault == "", f"for the ten measurements and the column of ones: {_fault}."
_X = np.array([[3.0, 0.0], [0.0, 2.0], [4.0, 0.0]])
_, _raised = attempt(lambda: audit(_X))
assert np.array_equal(_X, [[3, 0], [0, 2], [4, 0]]), (
    f"X = [[3, 0], [0, 2], [4, 0]] became {_X.tolist()} by the call: do not change it (X /= lengths does)."
)
### BEGIN HIDDEN TESTS
for _share, _want in ((0.25, [0, 5, 6, 9]), (0.6, [5]), (0.9, []), (0.0, list(range(11)))):
    _fault = audit_fault(X_ten, _want, 200.297120, _share)
    assert _fault == "", f"for the ten measurements and share = {_share}: {_fault}."
for _seed, (_n, _d, _tied) in enumerate(((6, 2, [0, 1]), (9, 5, [1, 4, 2]), (30, 8, [3, 0]), (12, 12, [7, 8, 11, 2]))):
    _X = tied_table(_seed, _n, _d, _tied, 1e-4)
    _kappa = float(np.linalg.cond(_X / np.linalg.norm(_X, axis=0)))
    for _units in (np.ones(_d), -np.logspace(-6, 6, _d), np.logspace(5, -5, _d)):
        _fault = audit_fault(_X * _units, sorted(_tied), _kappa)
        assert _fault == "", (
            f"for a random {_n} by {_d} table with the columns {sorted(_tied)} tied, in units "
            f"from {_units[0]:g} to {_units[-1]:g}: {_fault}."
        )
_X = np.random.default_rng(7).normal(size=(10, 4))
_X[:, 3] = 1000 * _X[:, 1]
_fault = audit_fault(_X, [1, 3])
assert _fault == "", f"for a table with a column that is 1000 times another, exactly: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="audit" name="fits_when_all_is_well" points=2
for _X, _y in ((X_ten, progression), (np.array([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0]]), np.array([3.0, 8.0, 1.0]))):
    _want = np.linalg.lstsq(_X, _y, rcond=None)[0]
    _result, _raised = attempt(stable_fit, _X, _y, 1e10)
    _got, _fault = as_floats(_result, _want.shape)
    assert _raised + _fault == "", f"for X of shape {_X.shape} and max_cond = 1e10: {_raised or _fault}."
    assert np.allclose(_got, _want, rtol=1e-6, atol=1e-9), (
        "where no direction is left out the weights are those of np.linalg.lstsq: that of column 1 should be "
        f"{_want[1]:.6g}, got {_got[1]:.6g} (weights for X, not for Z?)."
    )
### BEGIN HIDDEN TESTS
for _seed, (_n, _d) in enumerate(((2, 2), (5, 3), (12, 12), (40, 6))):
    _rng = np.random.default_rng(_seed)
    _X = (_rng.normal(size=(_n, _d)) + 2 * np.eye(_n, _d)) * np.logspace(-3, 5, _d)
    _y = _rng.normal(size=_n)
    _want = np.linalg.lstsq(_X / np.logspace(-3, 5, _d), _y, rcond=None)[0] / np.logspace(-3, 5, _d)
    _before = _X.copy(), _y.copy()
    _result, _raised = attempt(lambda: stable_fit(_X, _y, 1e8))
    _got, _fault = as_floats(_result, (_d,))
    assert _raised + _fault == "", f"for random X of shape {(_n, _d)} and max_cond = 1e8: {_raised or _fault}."
    assert np.allclose(_got, _want, rtol=1e-6, atol=0), (
        f"for a random table in units from 1e-3 to 1e5 expected the weights {_want}, got {_got}: "
        "the condition that counts is that of the scaled table."
    )
    assert np.array_equal(_X, _before[0]) and np.array_equal(_y, _before[1]), "X or y was changed by the call."
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the weights should be finite."

# %% tests="audit" name="leaves_out_the_noise" points=3
_lengths = np.linalg.norm(X_eleven, axis=0)
_want = np.linalg.lstsq(X_eleven / _lengths, progression, rcond=1e-6)[0] / _lengths
_result, _raised = attempt(stable_fit, X_eleven, progression, 1e6)
_got, _fault = as_floats(_result, (12,))
assert _raised + _fault == "", f"for the table with kPa and max_cond = 1e6: {_raised or _fault}."
_j = int(np.argmax(np.abs(_got - _want) * _lengths))
assert np.allclose(_got, _want, rtol=1e-5, atol=1e-7), (
    "for the table with kPa and max_cond = 1e6, which leaves out one direction of twelve, the weight of column "
    f"{_j} should be {_want[_j]:.5f}, got {_got[_j]:.5f} (weights for X, not for Z?)."
)
### BEGIN HIDDEN TESTS
for _limit in (150.0, 300.0, 1e5):
    _want = np.linalg.lstsq(X_eleven / _lengths, progression, rcond=1 / _limit)[0]
    _result, _raised = attempt(stable_fit, X_eleven, progression, _limit)
    _got, _fault = as_floats(_result, (12,))
    assert _raised + _fault == "", f"for the table with kPa and max_cond = {_limit:g}: {_raised or _fault}."
    _s = np.linalg.svd(X_eleven / _lengths, compute_uv=False)
    assert np.allclose(_got * _lengths, _want, rtol=1e-5, atol=1e-5 * np.abs(_want).max()), (
        f"for the table with kPa and max_cond = {_limit:g} the weights for the scaled columns should be "
        f"{_want.round(2)}, got {(_got * _lengths).round(2)}: {np.sum(_s > _s[0] / _limit)} of the 12 directions should be kept."
    )
for _seed, (_n, _d) in enumerate(((8, 4), (30, 6), (9, 9))):
    _rng = np.random.default_rng(_seed)
    _X = np.linalg.qr(_rng.normal(size=(_n, _d)))[0] + _rng.normal(size=(_n, 1))
    _X[:, 1] = _X[:, 0] + 1e-3 * _X[:, 1]
    _X[:, 3] = _X[:, 2] + 1e-7 * _X[:, 3]
    _X = _X * np.logspace(4, -4, _d)
    _y = _rng.normal(size=_n)
    _lengths = np.linalg.norm(_X, axis=0)
    for _limit in (100.0, 1e5, 1e10):
        _want = np.linalg.lstsq(_X / _lengths, _y, rcond=1 / _limit)[0]
        _result, _raised = attempt(stable_fit, _X, _y, _limit)
        _got, _fault = as_floats(_result, (_d,))
        assert _raised + _fault == "", f"for random X of shape {(_n, _d)} and max_cond = {_limit:g}: {_raised or _fault}."
        assert np.allclose(_got * _lengths, _want, rtol=1e-4, atol=1e-4 * np.abs(_want).max()), (
            f"for a table in which a pair of columns differs by 1e-3 and another by 1e-7, max_cond = {_limit:g}, the "
            f"weights for the scaled columns should be {_want}, got {_got * _lengths}."
        )
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the weights should be finite."

# %% [markdown]
# The opening again. And one more audit: the last lesson had to guess a tolerance to find that LDL was computed from
# other columns. Add the triglycerides (mg/dL), and ask without a guess.

# %%
for text, factor in exports.items():
    X = with_kilopascals(factor)
    w = stable_fit(X, progression, max_cond=1e6)
    error = np.sqrt(np.mean((progression - X @ w) ** 2))
    print(f"kPa = mmHg × {text:9s}: weights {w[4]:.5f} and {w[11]:.5f}, typical error {error:.1f}")

X_fats = np.column_stack([X_ten, np.exp(measurements[:, 8])])
names = [*columns, "tg"]
for text, X in (("ten measurements", X_ten), ("and triglycerides", X_fats)):
    kappa, guilty = audit(X)
    print(f"{text:18s} κ = {kappa:8,.0f}, tied to one another: {', '.join(names[j] for j in guilty)}")

# %% [markdown]
# Where no digit agreed, five do now, and the typical error is only 0.1 or 0.2 points larger. Together the two weights say
# $w_{\mathrm{mmHg}} + 0.1333\,w_{\mathrm{kPa}} \approx 1.12$ points per mmHg.
#
# The second audit names `tc`, `ldl`, `hdl`, `tg`: Friedewald's formula, and no others.

# %% [markdown]
# ## What you can do now
#
# | | at work |
# |---|---|
# | ☑ find the dominant eigenvalue, and stop for the right reason | judging any iteration by its residual |
# | ☑ rank linked pages, with dead ends and damping | search, fraud rings, influence in a graph |
# | ☑ diagonalise for powers, and notice defects | Markov models of customers, recurrent networks |
# | ☑ compute an SVD, and compress with it | principal components, recommenders, low-rank fine-tuning |
# | ☑ recognise a system that magnifies errors, name the columns, tame it | a check before every linear fit |
#
# **Go further**
#
# - [Mathematics for Machine Learning](https://mml-book.github.io), chapter 4: determinant, eigenvalues, SVD and
#   Eckart–Young, with the proofs.
# - Gilbert Strang, [18.06 Linear Algebra](https://ocw.mit.edu/courses/18-06-linear-algebra-spring-2010/) (MIT OCW),
#   lectures 21–29: the same at the blackboard.
# - Trefethen and Bau, *Numerical Linear Algebra* (1997), lectures 27–31: how eigenvalues are really computed.
#
# Next: [Derivatives and gradients](../derivatives_and_gradients/derivatives_and_gradients.ipynb). In *Gradient
# descent*, $\kappa$ comes back: it decides how slowly a model learns.
