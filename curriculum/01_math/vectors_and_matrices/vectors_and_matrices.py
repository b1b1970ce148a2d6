# ---
# title: Vectors and matrices
# minutes: 120
# difficulty: 2
# prerequisites: [first_steps]
# summary: Build elimination, null spaces and a QR least-squares solver, and fit real patients' data where the textbook formula breaks.
# proves:
#   math.matrix_operations: [made_to_order, back_substitute, row_echelon]
#   math.vector_spaces: [cosine_similarities, null_space, qr, least_squares]
# ---

# %% [markdown]
# # Vectors and matrices
#
# For 442 people with diabetes, doctors noted ten measurements, and a year later a score of how far the disease
# had progressed. Predict the score by a weighted sum of the measurements: that is **least squares**, and every
# textbook has its formula, $\mathbf{w} = (\mathbf{X}^\top\mathbf{X})^{-1}\mathbf{X}^\top\mathbf{y}$.
#
# The next cells fit the model twice. The second time the table has one more column: the blood pressure once more, in
# kilopascals, from a file that stored it in single precision. That column brings nothing new. It can do no harm either: a
# weight of 0 for it gives back the old fit, and least squares picks the *best* weights: **the error cannot grow**.
#
# **Predict before you run:** by how much will the typical error change?

# %% locked="imports"
import sys
import warnings
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from unittest.mock import patch

import matplotlib.pyplot as plt
import numpy as np
import scipy.linalg
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression

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
diabetes = load_diabetes(scaled=False)  # the raw table, in the units of the laboratory
names = ["age", "sex", "bmi", "bp", "tc", "ldl", "hdl", "tch", "ltg", "glu"]
measurements, progression = diabetes.data, diabetes.target

X_plain = np.column_stack([np.ones(442), measurements])  # a column of ones, for the constant term
kilopascals = (measurements[:, 3] * 0.133322).astype(np.float32).astype(float)
hectopascals = (measurements[:, 3] * 1.33322).astype(np.float32).astype(float)
X_plus_kpa = np.column_stack([X_plain, kilopascals])
pressures = np.column_stack([measurements[:, 3], hectopascals, kilopascals])  # for section 5


def typical_error(X: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    """Return the root mean square of y - X w."""
    return float(np.sqrt(np.mean((y - X @ w) ** 2)))


# %%
def textbook_fit(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.linalg.inv(X.T @ X) @ X.T @ y


for text, X in (("ten measurements", X_plain), ("and blood pressure in kPa", X_plus_kpa)):
    print(f"{text:26s} typical error {typical_error(X, progression, textbook_fit(X, progression)):6.2f}")

for seed in range(3):
    order = np.random.default_rng(seed).permutation(442)
    w = textbook_fit(X_plus_kpa[order], progression[order])
    error = typical_error(X_plus_kpa, progression, w)
    print(f"  the same, patients shuffled ({seed}): {error:6.2f}, weight of kPa {w[-1]:12,.0f}")

# %% [markdown]
# The error grew, which is impossible. And it depends on the order of the patients, which is absurd. (On your
# machine the digits may be others. That is the point.) No error was raised, no warning given.
#
# The formula is right. The arithmetic destroys it. At the end of this lesson you own a solver, of some thirty lines,
# that gets it right. On the way, the same tools will convict one column of this famous table of never having been measured.
#
# **You will be able to**
#
# 1. compute lengths and angles of the rows of a table, and find the shape mistakes that numpy does not report;
# 2. read a matrix product in four ways, and build matrices that do what you want;
# 3. solve linear systems by elimination with pivoting, and say why pivoting is needed;
# 4. find the rank of a table and every dependence among its columns;
# 5. project onto a space, and fit by least squares with a QR factorisation, also where the textbook formula fails.
#
# **Before this:** [First steps](../../00_welcome/first_steps/first_steps.ipynb); some numpy (arrays, slices,
# `@`). **Not here:** eigenvalues, and a number that says how bad a matrix is (the next lesson); judging whether a model is
# any good (module 2).
#
# **Notation.** Bold small letters are vectors (columns, shape `(n,)` in code), bold capitals are matrices; $a_{ij}$ is the entry in
# row $i$, column $j$, counted from 1 in formulas. Code, and a text that speaks of indices in code, counts from 0.
#
# **Data.** Efron, Hastie, Johnstone and Tibshirani, *Least Angle Regression* (2004), as distributed with scikit-learn
# (BSD licence). Body mass index in kg/m², mean blood pressure in mmHg, cholesterols and glucose in mg/dL.

# %% [markdown]
# ### Warm-up
#
# 1. Solve $2x + y = 5,\; x - y = 1$. What did you do to the equations, and why was it allowed?
#
# <details><summary>Answer</summary>
#
# Adding the two gives $3x = 6$, so $x = 2$, $y = 1$. Adding a multiple of one equation to another keeps
# the solutions, because the step can be undone.
# </details>
#
# 2. `A` has shape `(4, 3)`. What are the shapes of `A.sum(axis=0)`, `A.sum(axis=1)` and `A.T`?
#
# <details><summary>Answer</summary>
#
# `(3,)`, `(4,)` and `(3, 4)`. The axis that you name is the one that disappears.
# </details>
#
# 3. What does Python say to `1.0 + 1e-17 == 1.0`?
#
# <details><summary>Answer</summary>
#
# `True`. A double carries about 16 significant digits; what is smaller than that, relative to its
# partner, is lost in a sum. Half of this lesson follows from this one line.
# </details>

# %% [markdown]
# ## 1 · Length and angle
#
# A patient is a list of ten numbers, a **vector** $\mathbf{x} \in \mathbb{R}^{10}$. How far apart are two patients?
# There is more than one honest answer. A **norm** measures the length of a vector:
#
# | norm | formula |
# |---|---|
# | $\lVert\mathbf{x}\rVert_1$ | $\sum_i \lvert x_i\rvert$ |
# | $\lVert\mathbf{x}\rVert_2$, or just $\lVert\mathbf{x}\rVert$ | $\sqrt{\sum_i x_i^2}$ (the usual length) |
# | $\lVert\mathbf{x}\rVert_\infty$ | $\max_i \lvert x_i\rvert$ (the largest entry) |
#
# The **dot product** $\mathbf{x}^\top\mathbf{z} = \sum_i x_i z_i$ knows lengths *and* angles:
#
# $$\mathbf{x}^\top\mathbf{x} = \lVert\mathbf{x}\rVert^2, \qquad
# \cos\angle(\mathbf{x}, \mathbf{z}) = \frac{\mathbf{x}^\top\mathbf{z}}{\lVert\mathbf{x}\rVert\,\lVert\mathbf{z}\rVert}.$$
#
# The second quantity is the **cosine similarity**: 1 for the same direction, 0 for a right angle, −1 for opposite directions,
# whatever the lengths. Search engines and recommenders rank by it.

# %%
x, z = np.array([3.0, 4.0]), np.array([4.0, -3.0])
print("norms of x:", *(np.linalg.norm(x, p) for p in (1, 2, np.inf)))
print("x·z =", x @ z, "  cosine of x and x:", x @ x / (np.linalg.norm(x) * np.linalg.norm(x)))

# %% [markdown]
# For a table we want all cosines at once. A colleague wrote this, with a test, and the test passes.


# %%
def cosine_similarities_draft(X, Z):
    X_lengths = np.linalg.norm(X, axis=0)
    Z_lengths = np.linalg.norm(Z, axis=1)
    return X @ Z.T / (X_lengths * Z_lengths)


points = np.array([[3.0, 4.0], [4.0, -3.0]])
assert np.allclose(cosine_similarities_draft(points, points), [[1, 0], [0, 1]])
print("the colleague's test passes")

# %% [markdown]
# Now three arrows that we can judge by eye: $(1, 0, 0)$; then $(10, 10, 0)$, at 45° to it, so with the cosine 0.71; and $(0, 0, 2)$, at right
# angles to both. **Predict before you run:** which entries will be wrong, and will numpy report an error?

# %%
arrows = np.array([[1.0, 0.0, 0.0], [10.0, 10.0, 0.0], [0.0, 0.0, 2.0]])
print(cosine_similarities_draft(arrows, arrows).round(2))

# %% [markdown]
# A cosine of 1.41, a table that should be symmetric and is not; and no complaint. The rules that let this through are numpy's **broadcasting** rules: shapes are compared
# *from the right*, and an axis of length 1, or a missing one, is stretched. An array of shape `(n,)` therefore acts as a
# **row**: divided into an `(n, m)` table it wants to match the *columns*. To match the rows it must be a column, `(n, 1)`:
# write `v[:, None]`. While `n == m`, both run.

# %% [markdown]
# ### Exercise 1 · Mend the cosine   ●○○ 8 minutes
#
# `cosine_similarities(X, Z)` takes a float array `X` of shape (n, d), whose rows are vectors, and `Z` of shape (m, d). It returns
# the array of shape (n, m) whose entry $(i, j)$ is the cosine between row $i$ of `X` and row $j$ of `Z`.
#
# A row of zeros has no direction. By convention its cosine with everything is **0.0**, and no warning is given. Any other row
# has one, also if its length is 1e-30. Change neither `X` nor `Z`.
#
# The draft has two faults, and a third in what it does with zeros.
#
# <details><summary>Hint 1</summary>
#
# Why did the colleague's test see nothing? In `points`, rows and columns have the same lengths, all of
# them equal. Try n = 4, m = 2, d = 3, and print the shape of each piece.
# </details>
# <details><summary>Hint 2</summary>
#
# Entry $(i, j)$ is to be divided by the length of row $i$ of `X` times the length of row $j$ of `Z`. So you need an (n, m)
# table of products of lengths: a column (n, 1) times a row (m,), or `np.outer`.
# </details>
# <details><summary>Hint 3</summary>
#
# Where the product of lengths is 0 the dot product is 0 as well, so any other divisor will do:
# `lengths[lengths == 0] = 1.0` before the division.
# </details>


# %% solution="cosine_similarities"
def cosine_similarities(X: np.ndarray, Z: np.ndarray) -> np.ndarray:
    """Return the cosines between the rows of X, shape (n, d), and those of Z, shape (m, d); 0 for zero rows.

    >>> cosine_similarities(np.array([[2.0, 0.0]]), np.array([[5.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]))
    array([[ 1.,  0., -1.]])
    """
    ### BEGIN SOLUTION
    lengths = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    return np.divide(X @ Z.T, lengths, out=np.zeros_like(lengths), where=lengths.astype(bool))
    ### END SOLUTION


# %% locked="run_recording"
def returned(function: Callable, *arguments):
    """Return function(*copies of the arguments), and refuse None: the sign of a forgotten return."""
    result = function(*deepcopy(arguments))
    assert result is not None, f"your function {function.__name__} returned None: is the return missing?"
    return result


def cosines_from(X: np.ndarray, Z: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Return cosine_similarities(X, Z), an array of the right shape, and the list of warnings it gave."""
    tables = f"X of shape {X.shape} and Z of shape {Z.shape}"
    with warnings.catch_warnings(record=True) as caught, np.errstate(divide="warn", invalid="warn"):
        warnings.simplefilter("always")
        try:
            cosines = np.asarray(returned(cosine_similarities, X, Z), dtype=float)
        except ValueError as error:
            raise AssertionError(f"for {tables}, numpy stops with a ValueError: {error}.") from error
    shape = (len(X), len(Z))
    assert cosines.shape == shape, f"for {tables}, expected the shape {shape}, got {cosines.shape}."
    return cosines, [str(warning.message) for warning in caught]


# %% tests="cosine_similarities" name="values" points=2
_X = np.array([[1.0, 0.0, 0.0], [10.0, 10.0, 0.0], [0.0, 0.0, 2.0]])
_half = np.sqrt(0.5)
_want = np.array([[1.0, _half, 0.0], [_half, 1.0, 0.0], [0.0, 0.0, 1.0]])
_got = cosines_from(_X, _X)[0]
assert np.allclose(_got, _want, rtol=0, atol=1e-12), (
    f"for the three arrows expected {_want.round(3).tolist()}, got {_got.round(3).tolist()}, with a largest "
    f"difference of {np.abs(_got - _want).max():.2g}: are the lengths those of rows, unchanged, and does each "
    "entry meet the length of its own row of X and of Z?"
)
_Z = np.array([[3.0, 4.0, 0.0], [0.0, 1.0, 5.0], [2.0, 2.0, 1.0]])
_before = (_X.copy(), _Z.copy())
returned(lambda: cosine_similarities(_X, _Z))
for _name, _now, _then in (("X", _X, _before[0]), ("Z", _Z, _before[1])):
    assert np.array_equal(_now, _then), (
        f"{_name} = {_then.tolist()} became {_now.tolist()} by the call: work on a copy."
    )
### BEGIN HIDDEN TESTS
for _seed, (_n, _m, _d) in enumerate(((4, 2, 3), (2, 5, 2), (1, 1, 4), (5, 5, 5), (3, 1, 1), (1, 4, 3))):
    _rng = np.random.default_rng(_seed)
    _X, _Z = _rng.normal(size=(_n, _d)) * 7, _rng.normal(size=(_m, _d)) + 0.5
    _want = np.array([[_x @ _z / np.sqrt((_x @ _x) * (_z @ _z)) for _z in _Z] for _x in _X])
    _got = cosines_from(_X, _Z)[0]
    assert np.allclose(_got, _want, rtol=0, atol=1e-12), (
        f"for random X {_X.shape} and Z {_Z.shape} the largest error of a cosine is "
        f"{np.abs(_got - _want).max():.2g}: divide by the length of row i of X and of row j of Z."
    )
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "all cosines of rows that are not zero should be finite."

# %% tests="cosine_similarities" name="zero_rows" points=1
_X = np.array([[0.0, 0.0], [3.0, 4.0]])
_got, _warned = cosines_from(_X, _X)
assert np.allclose(_got, [[0, 0], [0, 1]], rtol=0, atol=1e-12), (
    f"for the rows (0, 0) and (3, 4) expected [[0, 0], [0, 1]], got {_got.tolist()}: "
    "a row of zeros has cosine 0 with everything, also with itself."
)
assert not _warned, f"expected no warning, got {_warned}: do not divide by zero in the first place."
for _short in (1e-14, 1e-30):
    _got = cosines_from(_short * np.eye(2), _short * np.eye(2))[0]
    assert np.allclose(_got, [[1, 0], [0, 1]], rtol=0, atol=1e-12), (
        f"for the rows ({_short:g}, 0) and (0, {_short:g}) expected [[1, 0], [0, 1]], got {_got.tolist()}: a short row "
        "is no row of zeros; only a length of exactly 0 needs care."
    )
### BEGIN HIDDEN TESTS
_X, _Z = np.array([[1.0, -1.0, 0.0], [2.0, 0.0, 0.0], [0.0, 0.0, 5.0]]), np.zeros((3, 3))
_Z[1] = [0.0, -3.0, 0.0]
_want = np.array([[0.0, np.sqrt(0.5), 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
for _A, _B, _expected in ((_X, _Z, _want), (_Z, _X, _want.T)):
    _got, _warned = cosines_from(_A, _B)
    _off, _with_zeros = np.abs(_got - _expected), ~np.outer(_A.any(axis=1), _B.any(axis=1))
    _why = "divide by the lengths of the rows of X and of Z, and do not round"
    if not (_off[_with_zeros] <= 1e-12).all():
        _why = "also where only one of the tables has rows of zeros, their cosines are 0"
    assert np.allclose(_got, _expected, rtol=0, atol=1e-12), (
        f"for X = {_A.tolist()} and Z = {_B.tolist()} expected {_expected.round(3).tolist()}, got "
        f"{_got.round(3).tolist()}, with a largest difference of {_off.max():.2g}: {_why}."
    )
    assert not _warned, f"with zero rows in one table expected no warning, got {_warned}."
### END HIDDEN TESTS
assert not np.isnan(_got).any(), "no cosine should be nan."

# %% [markdown]
# Put it to work. Subtract from every column its mean, then take the cosines between the *columns*, that is, between the rows of the transpose.
# (The cosine of two centred columns has a name of its own: the **correlation**.)

# %%
centred_table = measurements - measurements.mean(axis=0)
between_columns = np.asarray(cosine_similarities(centred_table.T, centred_table.T))

_, ax = plt.subplots(figsize=(6.2, 5.2))
image = ax.imshow(between_columns, cmap="RdBu_r", vmin=-1, vmax=1)
ax.set_xticks(range(10), names)
ax.set_yticks(range(10), names)
for (i, j), cosine in np.ndenumerate(between_columns):
    if i != j and abs(cosine) > 0.5:
        colour = "white" if abs(cosine) > 0.7 else "black"
        ax.text(j, i, f"{cosine:.2f}", ha="center", va="center", fontsize=9, color=colour)
ax.figure.colorbar(image, label="cosine of the centred columns", shrink=0.85)
ax.set_title("The blood fats tc, ldl, hdl, tch, ltg lean on each other")
ax.spines[:].set_visible(False)
plt.show()

# %% [markdown]
# Five of the ten are entangled: total cholesterol (`tc`), LDL, HDL, the ratio `tch` of `tc` to `hdl`, and `ltg`, of which the documentation says, with some
# caution, that it is "*possibly* log of serum triglycerides level". A cosine compares only two columns at a time. Soon you will have a tool for
# all at once.

# %% [markdown]
# ## 2 · One product, four views
#
# For $\mathbf{A} \in \mathbb{R}^{m \times k}$ and $\mathbf{B} \in \mathbb{R}^{k \times n}$ the product
# $\mathbf{C} = \mathbf{A}\mathbf{B} \in \mathbb{R}^{m \times n}$ is defined by $c_{ij} = \sum_{t=1}^{k} a_{it}\, b_{tj}$.
# What you *see* in it is up to you, and the right view turns a hard question into an easy one.
#
# | view | in words |
# |---|---|
# | entries | $c_{ij}$ is row $i$ of $\mathbf{A}$ dot column $j$ of $\mathbf{B}$ |
# | columns | column $j$ of $\mathbf{C}$ mixes the **columns of A**, with weights from column $j$ of $\mathbf{B}$ |
# | rows | row $i$ of $\mathbf{C}$ mixes the **rows of B**, with weights from row $i$ of $\mathbf{A}$ |
# | layers | $\mathbf{C} = \sum_{t} (\text{column } t \text{ of } \mathbf{A})(\text{row } t \text{ of } \mathbf{B})$, a sum of $k$ outer products |
#
# **Predict before you run:** $\mathbf{B}$ below has one column, $(2, -1)^\top$. Which mix of the columns of $\mathbf{A}$ is $\mathbf{A}\mathbf{B}$?

# %%
A = np.array([[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]])
B = np.array([[2.0], [-1.0]])
print("product:", (A @ B).ravel(), "   2 × first column - second column:", 2 * A[:, 0] - A[:, 1])

E = np.array([[1.0, 0.0, 0.0], [-2.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
print("E @ A, row by row:", *(E @ A), "   (row 1 is now row 1 - 2 × row 0)")

# %% [markdown]
# Remember: **from the right, a matrix mixes columns; from the left, it mixes rows.** The **identity** $\mathbf{I}$ (`np.eye`), with ones on its diagonal and zeros elsewhere, changes nothing.

# %% [markdown]
# ### Exercise 2 · Matrices made to order   ●○○ 9 minutes
#
# Three functions, one for each of the last three views.
#
# - `selector(d, kept)` returns the matrix $\mathbf{S}$, shape (d, len(kept)), such that $\mathbf{X}\mathbf{S}$ holds the columns of
#   $\mathbf{X}$ (any array with d columns) that are listed in `kept`, in that order. `kept` is a list of at least one int from 0 to d − 1, in any order, perhaps with repeats.
# - `row_operation(m, i, j, c)` returns the matrix $\mathbf{E}$, shape (m, m), such that $\mathbf{E}\mathbf{A}$ is $\mathbf{A}$ (any array with m rows) with
#   $c$ times row $j$ **subtracted** from row $i$. `i` and `j` are different, counted from 0.
# - `outer_terms(A, B)` takes `A` of shape (m, k) and `B` of shape (k, n), and returns an array of shape **(k, m, n)**: term $t$ is
#   column $t$ of $\mathbf{A}$ times row $t$ of $\mathbf{B}$. The sum over the first axis is $\mathbf{A}\mathbf{B}$.
#
# <details><summary>Hint 1</summary>
#
# Multiply your wish by the identity: what must happen to $\mathbf{I}$ is what the matrix looks like. $\mathbf{E} = \mathbf{E}\mathbf{I}$,
# $\mathbf{S} = \mathbf{I}\mathbf{S}$.
# </details>
# <details><summary>Hint 2</summary>
#
# So $\mathbf{S}$ is the identity with those columns picked from it, and $\mathbf{E}$ is the identity after the row operation.
# </details>
# <details><summary>Hint 3</summary>
#
# `np.eye(d)[:, kept]`; an identity with one entry set to `-c`; a list of `np.outer(A[:, t], B[t])` for each t, made into an array.
# </details>


# %% solution="made_to_order"
def selector(d: int, kept: list[int]) -> np.ndarray:
    """Return S, shape (d, len(kept)), such that X @ S are the columns `kept` of X.

    >>> np.array([[5.0, 6.0, 7.0]]) @ selector(3, [2, 0])
    array([[7., 5.]])
    """
    ### BEGIN SOLUTION
    return np.eye(d)[:, kept]
    ### END SOLUTION


def row_operation(m: int, i: int, j: int, c: float) -> np.ndarray:
    """Return E, shape (m, m), such that E @ A is A with c times row j subtracted from row i.

    >>> row_operation(2, 1, 0, 3.0) @ np.array([[1.0], [10.0]])
    array([[1.],
           [7.]])
    """
    ### BEGIN SOLUTION
    E = np.eye(m)
    E[i, j] = -c
    return E
    ### END SOLUTION


def outer_terms(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """Return the k outer products, shape (k, m, n), whose sum is A @ B, for A (m, k) and B (k, n).

    >>> outer_terms(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])).ravel()
    array([3., 8.])
    """
    ### BEGIN SOLUTION
    return np.array([np.outer(column, row) for column, row in zip(A.T, B)])
    ### END SOLUTION


# %% tests="made_to_order" name="columns_from_the_right" points=1
_X = np.array([[5.0, 6.0, 7.0], [8.0, 9.0, 1.0]])
_S = np.asarray(returned(selector, 3, [2, 0]), dtype=float)
assert _S.shape == (3, 2), f"selector(3, [2, 0]) should have the shape (3, 2), got {_S.shape}."
assert np.allclose(_X @ _S, [[7, 5], [1, 8]], rtol=0, atol=1e-12), (
    f"for X = {_X.tolist()}, X @ selector(3, [2, 0]) should be [[7, 5], [1, 8]], got "
    f"{(_X @ _S).tolist()}: column 0 of S says how column 0 of the product is mixed."
)
### BEGIN HIDDEN TESTS
for _d, _kept in ((4, [1, 1, 3]), (5, [4, 2, 0, 1, 3]), (1, [0, 0]), (3, [0]), (6, [5, 0, 2])):
    _X = np.random.default_rng(_d).normal(size=(3, _d))
    _S = np.asarray(returned(selector, _d, _kept), dtype=float)
    assert _S.shape == (_d, len(_kept)), (
        f"selector({_d}, {_kept}) should have shape {(_d, len(_kept))}, got {_S.shape}."
    )
    assert np.allclose(_X @ _S, _X[:, _kept], rtol=0, atol=1e-12), (
        f"X @ selector({_d}, {_kept}) should be the columns {_kept} of X, in that order; the selector is "
        f"{_S.tolist()}."
    )
### END HIDDEN TESTS
assert set(_S.ravel().tolist()) <= {0.0, 1.0}, "a selector consists of zeros and ones."

# %% tests="made_to_order" name="rows_from_the_left" points=1
_A = np.array([[1.0, 2.0], [10.0, 20.0], [5.0, 5.0]])
_E = np.asarray(returned(row_operation, 3, 1, 0, 4.0), dtype=float)
assert _E.shape == (3, 3), f"row_operation(3, 1, 0, 4.0) should have the shape (3, 3), got {_E.shape}."
assert np.allclose(_E @ _A, [[1, 2], [6, 12], [5, 5]], rtol=0, atol=1e-12), (
    f"4 times row 0 subtracted from row 1 of {_A.tolist()} gives [[1, 2], [6, 12], [5, 5]], got "
    f"{(_E @ _A).tolist()}: E is the identity after the same row operation."
)
### BEGIN HIDDEN TESTS
for _m, _i, _j, _c in ((2, 0, 1, -1.5), (4, 3, 1, 0.25), (5, 2, 4, 7.0), (3, 0, 2, 0.0)):
    _A = np.random.default_rng(_m).normal(size=(_m, 3))
    _want = _A.copy()
    _want[_i] -= _c * _A[_j]
    _E = np.asarray(returned(row_operation, _m, _i, _j, _c))
    _why = f"off the diagonal, only the entry in row {_i}, column {_j} is not 0, unless c is"
    if _E.dtype.kind in "iu":
        _why = "an identity of integers cuts off the fraction of c"
    _E = np.asarray(_E, dtype=float)
    assert _E.shape == (_m, _m), f"with {_m} rows E should be {_m} by {_m}, got {_E.shape}."
    assert np.allclose(_E @ _A, _want, rtol=0, atol=1e-12), (
        f"row_operation({_m}, {_i}, {_j}, {_c}) should subtract {_c} times row {_j} from row {_i}, got "
        f"E = {_E.tolist()}: {_why}."
    )
### END HIDDEN TESTS
assert np.isfinite(_E).all(), "E should be finite."

# %% tests="made_to_order" name="outer_products" points=1
_A, _B = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0, 7.0], [0.0, 1.0, -1.0]])
_got = np.asarray(returned(outer_terms, _A, _B), dtype=float)
assert _got.shape == (2, 2, 3), (
    f"for A (2, 2) and B (2, 3) expected the shape (k, m, n) = (2, 2, 3), got {_got.shape}."
)
assert np.allclose(_got[0], [[5, 6, 7], [15, 18, 21]], rtol=0, atol=1e-12), (
    "the first term is the column (1, 3) times the row (5, 6, 7): expected "
    f"[[5, 6, 7], [15, 18, 21]], got {_got[0].tolist()}."
)
### BEGIN HIDDEN TESTS
for _m, _k, _n in ((3, 5, 2), (1, 4, 1), (4, 1, 3), (3, 3, 3)):
    _rng = np.random.default_rng(_m + _k)
    _A, _B = _rng.normal(size=(_m, _k)), _rng.normal(size=(_k, _n))
    _got = np.asarray(returned(outer_terms, _A, _B), dtype=float)
    assert _got.shape == (_k, _m, _n), (
        f"for A {_A.shape} and B {_B.shape} expected the shape {(_k, _m, _n)}, got {_got.shape}."
    )
    assert np.allclose(_got, np.einsum("it,tj->tij", _A, _B), rtol=0, atol=1e-12), (
        f"for A = {_A.round(3).tolist()} and B = {_B.round(3).tolist()} term t should be column t of A times "
        f"row t of B, got for t = 0 {_got[0].round(3).tolist()} (an array of integers would cut off fractions)."
    )
    assert np.allclose(_got.sum(axis=0), _A @ _B, rtol=0, atol=1e-12), "the terms should add up to A @ B."
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "all terms should be finite."

# %% [markdown]
# The layers earn money. $\mathbf{X}^\top\mathbf{X}$, which the textbook formula needs, is a sum of one outer product per *patient*, so it can be
# computed from a file that does not fit into memory.

# %% [markdown]
# ## 3 · Solving
#
# To solve $\mathbf{A}\mathbf{x} = \mathbf{b}$ for an $n \times n$ matrix, make it easy first. Easy means **triangular**. Here is a lower triangular
# system, solved from the top, each unknown by one division:
#
# $$\begin{pmatrix} 2 & 0 & 0\\ 1 & 3 & 0\\ 4 & -1 & 5\end{pmatrix}\mathbf{x} = \begin{pmatrix} 4\\ 5\\ 17\end{pmatrix}
# \qquad x_i = \frac{1}{l_{ii}}\Bigl(b_i - \sum_{j<i} l_{ij}\,x_j\Bigr).$$


# %%
def forward_substitute(L: np.ndarray, b: np.ndarray) -> np.ndarray:
    x = np.zeros(len(b))
    for i in range(len(b)):
        x[i] = (b[i] - L[i, :i] @ x[:i]) / L[i, i]
    return x


L = np.array([[2.0, 0.0, 0.0], [1.0, 3.0, 0.0], [4.0, -1.0, 5.0]])
print(forward_substitute(L, np.array([4.0, 5.0, 17.0])))

# %% [markdown]
# From here to the end you build a solver, so what solves for you is out of bounds **inside your functions**: of `np.linalg` you may use `norm` and
# `LinAlgError`, of scipy nothing. The tests remind you: while they call a function of yours, `np.linalg.solve` and its like raise an error. (Outside,
# they work as ever: use them to check your results.) Plain numpy (`@`, slices, `argmax`) is welcome, and so are your own earlier functions.

# %% locked="by_hand"
SOLVERS = {
    np.linalg: "solve inv pinv lstsq qr svd matrix_rank eig eigh eigvals cholesky det slogdet "
    "tensorsolve tensorinv",
    scipy.linalg: "solve solve_triangular solve_banded inv pinv lstsq qr lu lu_factor ldl null_space "
    "orth svd cholesky cho_factor det",
}


def out_of_bounds(name: str) -> Callable:
    def refuse(*_, **__):
        raise AssertionError(
            f"{name} is out of bounds inside your functions. Plain numpy (@, slices, sums), norm and "
            "LinAlgError of np.linalg, and your own earlier functions are enough here."
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
    """Return what `returned` does, while the solvers of numpy and scipy are out of reach."""
    with without(SOLVERS):
        return returned(function, *arguments)


def error_from(function: Callable, *arguments) -> str:
    """Return the name of the exception that the call raises, or "no error"."""
    try:
        by_hand(function, *arguments)
    except (NotImplementedError, AssertionError):
        raise
    except np.linalg.LinAlgError:  # also one of its subclasses
        return "LinAlgError"
    except Exception as error:
        return type(error).__name__
    return "no error"


# %% [markdown]
# ### Exercise 3 · Back substitution   ●○○ 6 minutes
#
# `back_substitute(U, b)` solves $\mathbf{U}\mathbf{x} = \mathbf{b}$ for an **upper** triangular `U` of shape (n, n), n ≥ 1, with no zero on its diagonal, and `b` of shape
# (n,). It returns `x`, shape (n,), float. `U` and `b` may hold integers. Do not rely on zeros below the diagonal: whatever finite numbers stand there
# must not matter. Change neither `U` nor `b`.
#
# <details><summary>Hint 1</summary>
#
# Which unknown can be found at once? In which order do the others follow?
# </details>
# <details><summary>Hint 2</summary>
#
# $x_i = \bigl(b_i - \sum_{j>i} u_{ij} x_j\bigr) / u_{ii}$, for $i = n, n-1, \dots, 1$.
# </details>
# <details><summary>Hint 3</summary>
#
# Take `forward_substitute`, run the loop over `reversed(range(n))`, and let the slices begin at `i + 1`.
# </details>


# %% solution="back_substitute"
def back_substitute(U: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the solution x of U x = b, for an upper triangular U.

    >>> back_substitute(np.array([[2.0, 1.0], [0.0, 4.0]]), np.array([4.0, 8.0]))
    array([1., 2.])
    """
    ### BEGIN SOLUTION
    x = np.zeros(len(b))
    for i in reversed(range(len(b))):
        x[i] = (b[i] - U[i] @ x) / U[i, i]  # the unknowns still to come are 0 in x
    return x
    ### END SOLUTION


# %% tests="back_substitute" name="solves" points=2
_U, _b = np.array([[2.0, 1.0, -1.0], [0.0, 4.0, 2.0], [0.0, 0.0, 5.0]]), np.array([1.0, 14.0, 15.0])
_got = np.asarray(by_hand(back_substitute, _U, _b), dtype=float)
assert _got.shape == (3,), f"for three equations expected shape (3,), got {_got.shape}."
assert np.allclose(_got, [1, 2, 3], rtol=0, atol=1e-12), (
    f"for U = {_U.tolist()} and b = {_b.tolist()} expected x = [1, 2, 3], got {_got.tolist()}: "
    "begin with the last unknown, and subtract what the known ones contribute."
)
_U, _b = np.array([[2.0, 1.0], [7.0, 4.0]]), np.array([4.0, 8.0])
_got = np.asarray(by_hand(lambda: back_substitute(_U, _b)), dtype=float)
assert _got.shape == (2,) and np.allclose(_got, [1, 2], rtol=0, atol=1e-12), (
    f"with a 7 below the diagonal of [[2, 1], [0, 4]] expected the same [1, 2], got {_got.tolist()}: "
    "what stands below the diagonal must not matter."
)
assert np.array_equal(_U, [[2, 1], [7, 4]]) and np.array_equal(_b, [4, 8]), (
    f"U = [[2, 1], [7, 4]] and b = [4, 8] became {_U.tolist()} and {_b.tolist()} by the call: change neither."
)
### BEGIN HIDDEN TESTS
for _n in (1, 2, 5, 12):
    _rng = np.random.default_rng(_n)
    _U = 0.5 * _rng.normal(size=(_n, _n))
    np.fill_diagonal(_U, _rng.uniform(1.0, 3.0, size=_n) * (-1) ** np.arange(_n))
    _x = _rng.normal(size=_n)
    for _what, _table in (("zeros", np.triu(_U)), ("other numbers", _U)):
        _got = np.asarray(by_hand(back_substitute, _table, np.triu(_U) @ _x), dtype=float)
        assert _got.shape == (_n,) and np.allclose(_got, _x, rtol=0, atol=1e-8), (
            f"for a random system of {_n} equations, {_what} below the diagonal, the solution is "
            f"{_x.round(4)}, got {_got}."
        )
_got = np.asarray(by_hand(back_substitute, np.array([[2, 1], [0, 4]]), np.array([3, 2])), dtype=float)
assert np.allclose(_got, [1.25, 0.5], rtol=0, atol=1e-12), (
    f"for the integers U = [[2, 1], [0, 4]], b = [3, 2] expected [1.25, 0.5], got {_got.tolist()}: "
    "an array of integers cuts off what is assigned to it."
)
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the solution should be finite."

# %% [markdown]
# ### Elimination, and how it goes wrong
#
# Any system becomes triangular by the step of the warm-up: subtract multiples of one row from those below, to make a column zero under its
# **pivot**. Write $[\mathbf{A} \mid \mathbf{b}]$ as one table, so that the right-hand side comes along. This is **Gaussian elimination**, and below is the version that everybody
# writes first. The system is harmless: $10^{-20}x_1 + x_2 = 1$ and $x_1 + x_2 = 2$, so $x_1 \approx x_2 \approx 1$.
#
# **Predict before you run.** The first step subtracts $10^{20}$ times the first row from the second. What becomes of the 2 on the right?


# %%
def naive_elimination(table: np.ndarray) -> np.ndarray:
    table = table.copy()
    for j in range(len(table)):
        for i in range(j + 1, len(table)):
            table[i] -= table[i, j] / table[j, j] * table[j]
    return table


table = naive_elimination(np.array([[1e-20, 1.0, 1.0], [1.0, 1.0, 2.0]]))
print(table)
print("x =", back_substitute(table[:, :2], table[:, 2]), "  truth: [1, 1], to 20 digits")

# %% [markdown]
# $2 - 10^{20}$ is rounded to $-10^{20}$: the second equation is gone, and half of the answer with it. Nothing is wrong with the system; swap the two equations:
# the multiplier is $10^{-20}$, and nothing of value is lost. A pivot of exactly 0 would at least have announced itself.
#
# The cure is **partial pivoting**: in each column, bring the entry that is **largest in absolute value** to the pivot's place, by a swap of rows. Then no multiplier is
# larger than 1, in absolute value. `np.linalg.solve` does the same.
#
# Tables need not be square, and a column may have nothing left to offer. Then it gets no pivot, and we go on with the next column *in the same row*. The result is a
# **row echelon form**, a staircase:
#
# $$\begin{pmatrix} \blacksquare & * & * & * & *\\ 0 & 0 & \blacksquare & * & *\\ 0 & 0 & 0 & \blacksquare & * \\ 0 & 0 & 0 & 0 & 0\end{pmatrix}
# \qquad\text{pivot columns 0, 2, 3 (counted from 0)}$$

# %% [markdown]
# ### Exercise 4 · Elimination with pivoting   ●●○ 30 minutes
#
# `row_echelon(A, tol)` takes an array `A` of shape (m, n), m ≥ 1 and n ≥ 1, of any shape and perhaps of integers, and `tol` ≥ 0. It returns `(U, pivots)`:
#
# - `U`, a new float array of shape (m, n): `A` after swaps of rows and subtractions of multiples of rows, in row echelon form;
# - `pivots`, the list of the pivot columns, increasing. Pivot number $k$ stands in row $k$ of `U`, both counted from 0.
#
# In each column, from the left: look at the entries in the rows that hold no pivot yet. If the largest absolute value is **not larger than `tol`**, they count as zeros, and the column gets
# no pivot. Otherwise bring the entry with that value to the first of these rows, and clear the entries below it. Stop when the rows or the columns are used up.
#
# Set to 0 only what you clear, and what counted as zero in its column (it may also stay): no other entry, however small. Scaling the pivots to 1 and clearing *above* them as well is allowed, not needed. `A` must not be changed.
#
# <details><summary>Hint 1</summary>
#
# In `naive_elimination` pivot $j$ stands in row $j$. Here row and column part company: the row is the number of pivots found so far.
# </details>
# <details><summary>Hint 2</summary>
#
# For each column `j`, with `k = len(pivots)`: the candidates are `np.abs(U[k:, j])`. If there are none, or all are ≤ `tol`, continue. Otherwise find the place
# (`argmax` counts from row k), swap, subtract, append `j`.
# </details>
# <details><summary>Hint 3</summary>
#
# `p = k + int(np.argmax(candidates))`; `U[[k, p]] = U[[p, k]]` swaps (`U[k], U[p] = U[p], U[k]` does not: slices of an array are views); then, for
# each i > k, `U[i] -= U[i, j] / U[k, j] * U[k]`. Begin with `U = np.array(A, dtype=float)`.
# </details>


# %% solution="row_echelon"
def row_echelon(A: np.ndarray, tol: float) -> tuple[np.ndarray, list[int]]:
    """Return (U, pivots): a row echelon form of A by partial pivoting, and its pivot columns.

    >>> U, pivots = row_echelon(np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 7.0]]), tol=1e-12)
    >>> pivots
    [0, 2]
    """
    ### BEGIN SOLUTION
    U = np.array(A, dtype=float)
    pivots = []
    for j in range(U.shape[1]):
        k = len(pivots)
        candidates = np.abs(U[k:, j])
        if not np.any(candidates > tol):
            continue
        p = k + int(np.argmax(candidates))
        U[[k, p]] = U[[p, k]]
        for i in range(k + 1, len(U)):
            U[i] -= U[i, j] / U[k, j] * U[k]
        pivots.append(j)
    return U, pivots
    ### END SOLUTION


# %% locked="echelon_fault"
def echelon_from(A: np.ndarray, tol: float):
    """Return row_echelon(A, tol), with a word on the usual reason where numpy stops with an error."""
    try:
        return by_hand(row_echelon, A, tol)
    except (TypeError, IndexError) as error:
        why = "argmax counts from row k, where no row may be left"
        if isinstance(error, TypeError):
            why = "a table of integers cannot hold fractions, so begin with np.array(A, dtype=float)"
        raise AssertionError(
            f"for a table of shape {A.shape}, of {A.dtype}, numpy stops: {error}: {why}."
        ) from error


def echelon_parts(result, A: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """Return (U, pivots) from a result of row_echelon(A, tol), of which only the clearing is checked."""
    table = f"{A.tolist()}" if A.size <= 12 else f"a table of shape {A.shape}"
    pair = isinstance(result, (tuple, list)) and len(result) == 2
    assert pair and np.ndim(result[0]) == 2 and np.ndim(result[1]) == 1, (
        f"row_echelon should return the pair (U, pivots), for {table} it returned {result}."
    )
    U, pivots = np.asarray(result[0], dtype=float), [int(j) for j in result[1]]
    assert U.shape == A.shape, f"for {table} expected U of shape {A.shape}, got {U.shape}."
    for k, j in enumerate(pivots):
        assert k < U.shape[0] and 0 <= j < U.shape[1] and U[k, j] != 0, (
            f"for {table} you give pivot {k} in column {j}, but row {k} of U has no number other than 0 there: "
            "swap the largest entry up before you divide, give no pivot where all candidates are 0, also "
            "with tol = 0 (<=), and leave small entries as they are."
        )
        below = U[k + 1 :, j]
        assert np.abs(below).max(initial=0.0) <= 1e-10 * max(1.0, np.abs(A).max()), (
            f"for {table} you give pivot {k} in column {j}, so below row {k} this column of U should be cleared, but "
            f"there it is {below.tolist()}."
        )
    return U, pivots


def echelon_fault(result, A: np.ndarray, want_pivots: list[int]) -> str:
    """Say what is wrong with `result` as (U, pivots) of the table A; '' if nothing is."""
    U, pivots = echelon_parts(result, A)
    if pivots != want_pivots:
        return f"expected the pivot columns {want_pivots}, got {pivots}"
    if not np.isfinite(U).all():
        return "U has entries that are not finite"
    size = max(1.0, np.abs(A).max())
    for k, row in enumerate(U):
        start = pivots[k] if k < len(pivots) else U.shape[1]
        if np.abs(row[:start]).max(initial=0.0) > 1e-10 * size:
            return f"row {k} of U should be zero left of column {start}, it is {row.round(6).tolist()}"
    _, _, right = np.linalg.svd(np.asarray(A, dtype=float))
    lost = right[len(pivots) :]
    if np.abs(U @ lost.T).max(initial=0.0) > 1e-9 * size or np.linalg.matrix_rank(U, 1e-9) < len(pivots):
        return (
            f"the rows of U, {U.round(3).tolist()}, are no mixes of the rows of A, or some got lost: use only swaps "
            "and subtractions, and leave small entries alone"
        )
    return ""


def solution_from(table: np.ndarray) -> np.ndarray:
    """Return the solution of the system with the table [A | b], by row_echelon(table, 0.0)."""
    U, _ = echelon_parts(echelon_from(table, 0.0), table)
    try:
        return np.linalg.solve(np.triu(U[:, :-1]), U[:, -1])
    except np.linalg.LinAlgError:
        return np.full(len(U), np.nan)


def pivots_from(A: np.ndarray, tol: float) -> list[int]:
    """Return the pivots that row_echelon(A, tol) finds."""
    return echelon_parts(echelon_from(A, tol), A)[1]


# %% tests="row_echelon" name="staircase" points=3
_A = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 7.0]])
_fault = echelon_fault(echelon_from(_A, 1e-12), _A, [0, 2])
assert _fault == "", f"for [[1, 2, 3], [2, 4, 7]]: {_fault}."
_A = np.array([[0.0, 2.0, 4.0], [0.0, 1.0, 2.0], [3.0, 1.0, 1.0]])
_fault = echelon_fault(echelon_from(_A, 1e-12), _A, [0, 1])
assert _fault == "", f"for [[0, 2, 4], [0, 1, 2], [3, 1, 1]]: {_fault}."
_A = np.array([[1.0, 2.0], [3.0, 4.0]])
by_hand(lambda: row_echelon(_A, 1e-12))
assert np.array_equal(_A, [[1, 2], [3, 4]]), (
    f"the caller's table [[1, 2], [3, 4]] was changed to {_A.tolist()}: work on a copy."
)
### BEGIN HIDDEN TESTS
_A = np.array([[3, 1, 2], [1, 1, 1], [2, 5, 2]])
_fault = echelon_fault(echelon_from(_A, 1e-12), _A, [0, 1, 2])
assert _fault == "", f"for the integers [[3, 1, 2], [1, 1, 1], [2, 5, 2]]: {_fault}: is U an array of float?"
for _seed, (_m, _n, _pivots) in enumerate(
    (
        (4, 4, [0, 1, 2, 3]),
        (6, 3, [0, 1, 2]),
        (3, 6, [0, 1, 2]),
        (5, 7, [1, 2, 5]),
        (7, 5, [0, 3, 4]),
        (4, 5, [0, 1, 2, 4]),
        (1, 3, [1]),
        (3, 1, [0]),
    )
):
    _rng = np.random.default_rng(_seed)
    _staircase = np.zeros((len(_pivots), _n))
    for _k, _j in enumerate(_pivots):
        _staircase[_k, _j] = 1.0
        _staircase[_k, _j + 1 :] = _rng.integers(-3, 4, size=_n - _j - 1)
    _A = _rng.normal(size=(_m, len(_pivots))) @ _staircase
    _fault = echelon_fault(echelon_from(_A, 1e-9), _A, _pivots)
    assert _fault == "", f"for a {_m} by {_n} table of rank {len(_pivots)}: {_fault}."
_fault = echelon_fault(echelon_from(np.zeros((2, 3)), 0.0), np.zeros((2, 3)), [])
assert _fault == "", f"for a table of zeros with tol = 0: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="row_echelon" name="pivots_by_size" points=2
_table = np.array([[1e-20, 1.0, 1.0], [1.0, 1.0, 2.0]])
_got = solution_from(_table)
assert np.allclose(_got, [1, 1], rtol=0, atol=1e-9), (
    f"for 1e-20 x + y = 1, x + y = 2 the echelon form should lead to [1, 1], it leads to {_got}: "
    "which row should be on top?"
)
### BEGIN HIDDEN TESTS
_got = solution_from(np.array([[1e-20, 1.0, 1.0], [-1.0, 1.0, 2.0]]))
assert np.allclose(_got, [-1, 1], rtol=0, atol=1e-9), (
    f"for 1e-20 x + y = 1, -x + y = 2 the echelon form should lead to [-1, 1], it leads to {_got}: "
    "the largest in absolute value."
)
for _seed in range(5):
    _rng = np.random.default_rng(_seed)
    _A, _x = _rng.normal(size=(5, 5)), _rng.normal(size=5)
    _A[1, :2] = -1.5 * _A[0, :2] + [0.0, 1e-14]
    _got = solution_from(np.column_stack([_A, _A @ _x]))
    assert np.allclose(_got, _x, rtol=0, atol=1e-7), (
        f"for a random 5 by 5 system in which a later pivot is about 1e-14 the solution is off by "
        f"{np.abs(_got - _x).max():.1g}: choose the pivot by size in every column."
    )
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the solution should be finite."

# %% tests="row_echelon" name="tolerance" points=1
_A = np.array([[4.0, 2.0, 1.0], [2.0, 1.0 + 1e-7, 3.0]])
_got = [pivots_from(_A, _tol) for _tol in (1e-9, 1e-5)]
assert _got == [[0, 1], [0, 2]], (
    "where 1e-7 is left in column 1 expected the pivots [0, 1] for tol = 1e-9 and [0, 2] for "
    f"tol = 1e-5, got {_got[0]} and {_got[1]}."
)
_A = np.array([[1.0, 0.5, 1.0], [0.0, 2.0, 0.5]])
_fault = echelon_fault(echelon_from(_A, 0.6), _A, [0, 1])
assert _fault == "", (
    f"for {_A.tolist()} and tol = 0.6, where each 0.5 stands in the row of a pivot: {_fault}."
)
for _A, _want in ((np.array([[1e-20]]), [0]), (np.array([[1.0, 3.0], [0.0, 1e-20]]), [0, 1])):
    assert pivots_from(_A, 0.0) == _want, (
        f"for {_A.tolist()} and tol = 0 expected the pivots {_want}, got {pivots_from(_A, 0.0)}: compare with tol itself."
    )
### BEGIN HIDDEN TESTS
_A = np.array([[0.25, 1.0, 5.0], [-0.5, 1.0, 2.0]])
for _tol, _want in ((0.49, [0, 1]), (0.5, [1, 2]), (6.0, []), (0.0, [0, 1])):
    _got = pivots_from(_A, _tol)
    assert _got == _want, (
        f"for {_A.tolist()} and tol = {_tol} expected the pivots {_want}, got {_got}: "
        "a value counts as zero if it is not larger than tol, in absolute value."
    )
_A = np.array([[2.0, 3.5], [1.0, 1.0]])
assert pivots_from(_A, 1.0) == [0], (
    f"for {_A.tolist()} and tol = 1 the pivot is the 2, the largest of its column; this leaves 1 - 1.75 = -0.75 in column "
    f"1, so expected the pivots [0], got {pivots_from(_A, 1.0)}: the rest of a row has no say in the choice."
)
### END HIDDEN TESTS
assert isinstance(_got, list), "the pivots should be a list."

# %% [markdown]
# You now own a solver for square systems: eliminate, then substitute back. `np.linalg.solve` does so too, with about $\tfrac{2}{3}n^3$
# multiplications and additions, and decades of tuning. (For a singular $\mathbf{A}$ yours divides by 0, where numpy raises `LinAlgError`,
# or by a rounding error in the place of the 0; then both return nonsense.)


# %%
def solve_square(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    U, _ = row_echelon(np.column_stack([A, b]), tol=0.0)
    return back_substitute(U[:, :-1], U[:, -1])


rng = np.random.default_rng(0)
A, b = rng.normal(size=(100, 100)), rng.normal(size=100)
print(
    "largest difference from numpy, 100 unknowns:", np.abs(solve_square(A, b) - np.linalg.solve(A, b)).max()
)

# %% [markdown]
# ## 4 · Rank and null space
#
# The column view: $\mathbf{A}\mathbf{x}$ mixes the columns of $\mathbf{A}$. All that can be reached in this way is the **column space**. The number of pivots is the **rank** $r$: so many columns are
# independent, and each of the others is a mix of those to its left.
#
# A recipe for such a mix is a vector $\mathbf{x} \ne \mathbf{0}$ with $\mathbf{A}\mathbf{x} = \mathbf{0}$. All of these form the **null space**, of dimension $n - r$. If it holds more than $\mathbf{0}$, the weights of
# a model cannot be known: adding $\mathbf{x}$ to them changes no prediction.
#
# To find it, use that row operations do not change the solutions of $\mathbf{A}\mathbf{x} = \mathbf{0}$, so we may look at $\mathbf{U}$. A column without pivot is **free**. Set one free unknown to 1, the other free ones to 0, and solve for
# the pivot unknowns, which is a triangular system. Here the first and the third column have pivots, and the second is free:
#
# $$\mathbf{U} = \begin{pmatrix} 2 & 4 & 7\\ 0 & 0 & 3\end{pmatrix},\quad x_2 = 1:\qquad
# \begin{pmatrix} 2 & 7\\ 0 & 3\end{pmatrix}\begin{pmatrix} x_1\\ x_3\end{pmatrix} = -\begin{pmatrix} 4\\ 0\end{pmatrix}
# \;\Rightarrow\; \mathbf{x} = (-2, 1, 0)^\top .$$
#
# In words: the second column is twice the first. (In code, which counts from 0: `pivots` is `[0, 2]`, and column 1 is free.)

# %% [markdown]
# ### Exercise 5 · Null space   ●●○ 9 minutes
#
# `null_space(U, pivots)` takes a row echelon form `U`, shape (m, n), of rank $r$ ≥ 1, with the list of its `pivots`, as `row_echelon` returns them. Rows from $r$ on count as zero, whatever `tol` has left in them: do not use them. To the left of each pivot, `U` is zero. It returns an array of shape (n, n − r), whose columns are a
# **basis** of the null space: every column solves $\mathbf{U}\mathbf{x} = \mathbf{0}$, and the columns are independent. If $r = n$, the shape is (n, 0). Any basis is accepted; the recipe above gives one.
#
# <details><summary>Hint 1</summary>
#
# One column of the result for each free column of `U`. Which equations do the first $r$ rows of `U` make for the pivot unknowns, when free unknown $j$ is 1?
# </details>
# <details><summary>Hint 2</summary>
#
# `U[:r, pivots]` is upper triangular; the right-hand side is `-U[:r, j]`; and `back_substitute` is yours.
# </details>
# <details><summary>Hint 3</summary>
#
# Start from `N = np.zeros((n, n - r))`. For the k-th free column j: `N[j, k] = 1.0` and
# `N[pivots, k] = back_substitute(U[:r, pivots], -U[:r, j])`.
# </details>


# %% solution="null_space"
def null_space(U: np.ndarray, pivots: list[int]) -> np.ndarray:
    """Return a basis of the null space of U, as columns, shape (n, n - r).

    >>> null_space(np.array([[1.0, 2.0, 5.0], [0.0, 1.0, 1.0]]), [0, 1]).ravel()
    array([-3., -1.,  1.])
    """
    ### BEGIN SOLUTION
    r, n = len(pivots), U.shape[1]
    free = [j for j in range(n) if j not in pivots]
    N = np.zeros((n, len(free)))
    for k, j in enumerate(free):
        N[j, k] = 1.0
        N[pivots, k] = back_substitute(U[:r, pivots], -U[:r, j])
    return N
    ### END SOLUTION


# %% locked="random_echelon"
def random_echelon(m: int, n: int, pivots: list[int], seed: int) -> np.ndarray:
    """Return a random row echelon form, shape (m, n), with the given pivot columns."""
    rng = np.random.default_rng(seed)
    U = np.zeros((m, n))
    for k, j in enumerate(pivots):
        U[k, j:] = rng.uniform(-2.0, 2.0, size=n - j)
        U[k, j] = rng.choice([-1.0, 1.0]) * rng.uniform(1.0, 3.0)
    return U


def mend_exercise_3() -> str:
    """Point to Exercise 3 if back_substitute is wrong on a small system, else return ''."""
    U, b = np.array([[2.0, 1.0, -1.0], [0.0, 4.0, 2.0], [0.0, 0.0, 5.0]]), np.array([1.0, 14.0, 15.0])
    try:
        right = np.allclose(np.asarray(by_hand(back_substitute, U, b), dtype=float), [1, 2, 3])
    except Exception:
        right = False
    return "" if right else " But your back_substitute is not right yet: mend Exercise 3 first."


def basis_fault(U: np.ndarray, pivots: list[int]) -> str:
    """Say what is wrong with null_space(U, pivots) as a basis of the null space of U; '' if nothing is."""
    r, n = len(pivots), U.shape[1]
    try:
        N = np.asarray(by_hand(null_space, U, pivots), dtype=float)
    except (ValueError, IndexError, TypeError) as error:
        raise AssertionError(
            f"for U = {U.round(3).tolist()} with pivots {pivots} numpy stops with the error: {error}. Only the first "
            f"r = {r} rows are used, and one unknown for each pivot is solved for.{mend_exercise_3()}"
        ) from error
    if N.shape != (n, n - r):
        return f"expected the shape (n, n - r) = {(n, n - r)}, got {N.shape}"
    if not np.isfinite(N).all():
        return "the result is not finite: the system for the pivot unknowns has the pivots on its diagonal"
    largest = np.abs(U[:r] @ N).max(initial=0.0)
    if largest > 1e-8:
        return (
            f"the first r = {r} rows of U times your basis should be zero, the largest entry is {largest:.3g}"
        )
    if np.linalg.matrix_rank(N) < n - r:
        return "the columns should be independent, yet some are zero or mixes of others"
    return ""


# %% tests="null_space" name="basis" points=3
for _U, _pivots in (
    (np.array([[2.0, 4.0, 7.0], [0.0, 0.0, 3.0]]), [0, 2]),
    (np.array([[1.0, 2.0, 0.0, 3.0], [0.0, 0.0, 2.0, 4.0], [0.0, 0.0, 0.0, 0.0]]), [0, 2]),
    (np.array([[1.0, 5.0], [0.0, 2.0], [0.0, 0.0]]), [0, 1]),
    (
        np.array(
            [[2.0, 4.0, 1.0, 3.0], [0.0, 5.0, 2.0, 1.0], [0.0, 0.0, 0.5, -0.25]]
        ),  # row 2 counts as zero
        [0, 1],
    ),
):
    _fault = basis_fault(_U, _pivots)
    assert _fault == "", f"for U = {_U.tolist()} with pivots {_pivots}: {_fault}.{mend_exercise_3()}"
### BEGIN HIDDEN TESTS
for _seed, (_m, _n, _pivots) in enumerate(
    (
        (2, 3, [0, 1]),
        (3, 3, [0, 1]),
        (4, 4, [1, 2, 3]),
        (5, 5, [0, 1, 2, 4]),
        (1, 2, [0]),
        (2, 2, [1]),
        (2, 5, [1, 3]),
        (4, 7, [0, 2, 6]),
        (6, 6, [2, 3]),
        (1, 4, [0]),
        (1, 3, [2]),
        (4, 4, [0, 1, 2, 3]),
        (3, 8, [0, 1, 5]),
    )
):
    _U = random_echelon(_m, _n, _pivots, _seed)
    _U[len(_pivots) :, max(_pivots) + 1 :] = 1e-3  # what a tolerance has left: counts as zero
    _fault = basis_fault(_U, _pivots)
    assert _fault == "", (
        f"for a random {_m} by {_n} echelon form with pivots {_pivots}: {_fault}.{mend_exercise_3()}"
    )
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% [markdown]
# ### The column that nobody measured
#
# Now the blood fats. Suppose that `ltg` is what it "possibly" is, a natural logarithm, and undo it: $\mathrm{tg} = e^{\mathrm{ltg}}$, triglycerides in mg/dL. Take the four columns `tc`, `ldl`, `hdl`, `tg`
# of all patients. Some of these numbers were rounded to whole mg/dL; so what stays below 5 mg/dL, little next to the entries, shall count as zero.
#
# **Predict before you run:** 442 patients, four measurements in living people. What is the rank?

# %%
triglycerides = np.exp(measurements[:, 8])
fats = np.column_stack([measurements[:, 4:7], triglycerides])
U, pivots = row_echelon(fats, tol=5.0)
print("rank", len(pivots), "  pivot columns", pivots)
recipe = np.ravel(null_space(U, pivots))
print("null space:", (recipe / recipe[-1]).round(3), "for (tc, ldl, hdl, tg), scaled to a 1 for tg")

with_glucose = np.column_stack([fats[:, :3], measurements[:, 9]])
for tol in (0.0, 1.0, 5.0, 50.0):
    ranks = [len(row_echelon(four, tol)[1]) for four in (fats, with_glucose)]
    print(f"tol = {tol:4.1f}: rank {ranks[0]}, with glucose in the place of tg {ranks[1]}")

# %% [markdown]
# Rank three, for tolerances of 5 as of 50, and whole numbers in the null space: $-5\,\mathrm{tc} + 5\,\mathrm{ldl} + 5\,\mathrm{hdl} + \mathrm{tg} = 0$, that is,
#
# $$\mathrm{ldl} = \mathrm{tc} - \mathrm{hdl} - \mathrm{tg}/5 .$$
#
# This is **Friedewald's formula** of 1972. To measure LDL took an ultracentrifuge; the formula estimates it from three cheap tests. So `ldl` was *calculated*, and "possibly" can be struck out:
# `ltg` is the natural logarithm of the triglycerides.

# %%
friedewald = fats[:, 0] - fats[:, 2] - fats[:, 3] / 5
exact_rows = np.abs(friedewald - fats[:, 1]) < 0.01
print("formula and ldl, where they differ:", *np.column_stack([friedewald, fats[:, 1]])[~exact_rows].round(1))

_, ax = plt.subplots(figsize=(6.2, 4.4))
ax.plot([30, 255], [30, 255], color=GREY, linewidth=1)
ax.scatter(friedewald, fats[:, 1], s=14, color=BLUE, alpha=0.6)
ax.set(
    xlabel="tc − hdl − tg / 5 (mg/dL)",
    ylabel="column ldl (mg/dL)",
    title=f"LDL is arithmetic: {exact_rows.sum()} of 442 within 0.01 mg/dL",
)
plt.show()

# %% [markdown]
# In the other four, printed above, `ldl` is the value of the formula *rounded to a whole number*: 142.4 became 142. The practical side: add `tg` to the table, as a well-meaning engineer would, and it has a column that others determine, all but exactly. Which brings us back to the opening.

# %% [markdown]
# **Half way.** This is a good place to rest. You hold cosines for a whole table, matrices made to order, an elimination
# that does not throw equations away, and a null space that has convicted a column. Next comes what to do where no
# solution exists.

# %% [markdown]
# ## 5 · Projection
#
# With 442 equations and 11 unknowns, $\mathbf{X}\mathbf{w} = \mathbf{y}$ has no solution: the predictions $\hat{\mathbf{y}} = \mathbf{X}\mathbf{w}$ can only reach the column space of $\mathbf{X}$, and $\mathbf{y}$ lies outside of it. Least squares asks for the
# point of that space nearest to $\mathbf{y}$: the $\mathbf{w}$ with the smallest $\lVert \mathbf{y} - \mathbf{X}\mathbf{w}\rVert$.
#
# Try one column, $\mathbf{x} = (3, 1)^\top$, and $\mathbf{y} = (2, 3)^\top$. **Predict before you run:** the right-hand drawing has the shortest residual that there is. What is its angle with the line?

# %%
x, y = np.array([3.0, 1.0]), np.array([2.0, 3.0])
_, axes = plt.subplots(1, 2, figsize=(10, 4))
for w, ax in zip((0.5, 0.9), axes):
    ax.axline((0, 0), tuple(x), color=GREY, linewidth=1)
    for arrow_end, colour, arrow_text, text_shift in (
        (y, "black", r"$\mathbf{y}$", (0, 6)),
        (w * x, BLUE, r"$w\,\mathbf{x}$", (4, -16)),
    ):
        ax.annotate("", arrow_end, (0, 0), arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2})
        ax.annotate(arrow_text, arrow_end, xytext=text_shift, textcoords="offset points", color=colour)
    ax.plot(*np.column_stack([w * x, y]), color=ORANGE, linewidth=2)
    ax.set(xlim=(-1.8, 5.4), ylim=(-0.8, 3.9), aspect="equal", xlabel="first entry", ylabel="second entry")
    residual_length, dot_with_x = np.linalg.norm(y - w * x), abs(x @ (y - w * x))
    ax.set_title(
        f"w = {w:.2f}: residual of length {residual_length:.3f},\n|dot product with x| = {dot_with_x:.2f}"
    )
plt.show()

# %% [markdown]
# The shortest residual stands at a **right angle**. For many columns likewise: the residual is orthogonal to every column of $\mathbf{X}$,
#
# $$\mathbf{X}^\top(\mathbf{y} - \mathbf{X}\mathbf{w}) = \mathbf{0}
# \quad\Longleftrightarrow\quad \mathbf{X}^\top\mathbf{X}\,\mathbf{w} = \mathbf{X}^\top\mathbf{y} .$$
#
# These are the **normal equations**, and the textbook formula solves them. (Why shortest: any other point of the space is $\hat{\mathbf{y}} + \mathbf{X}\mathbf{u}$ for some $\mathbf{u}$, and by Pythagoras its distance squared is larger by $\lVert\mathbf{X}\mathbf{u}\rVert^2$.)
#
# Now the fault. **Predict before you run:** the two columns below are independent, for they differ in the entries $10^{-8}$. What is $\mathbf{X}^\top\mathbf{X}$, and what will numpy say?

# %%
X = np.array([[1.0, 1.0], [1e-8, 0.0], [0.0, 1e-8]])
print(X.T @ X)
try:
    np.linalg.solve(X.T @ X, X.T @ np.ones(3))
except np.linalg.LinAlgError as error:
    print("LinAlgError:", error)

# %% [markdown]
# $1 + 10^{-16}$ was rounded to 1. What told the two columns apart was *squared*, and fell off the end of the double. This is what happened in the opening: `bp` and its copy differ by about $10^{-8}$ of their size, in $\mathbf{X}^\top\mathbf{X}$ by $10^{-16}$. **Forming $\mathbf{X}^\top\mathbf{X}$ throws away half of the digits.**
#
# ### Columns at right angles
#
# If the columns are **orthonormal**, of length 1 and with right angles between them, $\mathbf{Q}^\top\mathbf{Q} = \mathbf{I}$, the normal equations read $\mathbf{w} = \mathbf{Q}^\top\mathbf{y}$, and nothing has to be solved. So make them so: subtract from each column its projections onto the earlier ones, and divide by the length of the rest. Keep the numbers in
# a triangular $\mathbf{R}$, and you have the **QR factorisation**
#
# $$\mathbf{A} = \mathbf{Q}\mathbf{R}, \qquad \mathbf{Q} \in \mathbb{R}^{m\times n},\ \mathbf{Q}^\top\mathbf{Q} = \mathbf{I}, \qquad \mathbf{R} \in \mathbb{R}^{n \times n} \text{ upper triangular.}$$
#
# By the column view: column $j$ of $\mathbf{A}$ mixes $\mathbf{q}_1, \dots, \mathbf{q}_j$, with the weights of column $j$ of $\mathbf{R}$. Here is the **classical Gram–Schmidt** process, as most books print it, on the blood pressure in three units: mmHg, hPa and kPa, the last two by way of single precision.


# %%
def classical_gram_schmidt(A: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n = A.shape[1]
    Q, R = np.zeros(A.shape), np.zeros((n, n))
    for j in range(n):
        R[:j, j] = Q[:, :j].T @ A[:, j]  # all projections of the original column
        rest = A[:, j] - Q[:, :j] @ R[:j, j]
        R[j, j] = np.linalg.norm(rest)
        Q[:, j] = rest / R[j, j]
    return Q, R


Q, R = classical_gram_schmidt(pressures)
print("Q R = A:", np.allclose(Q @ R, pressures))
print(np.array2string(Q.T @ Q, precision=1))

# %% [markdown]
# $\mathbf{Q}\mathbf{R} = \mathbf{A}$ to the last digit, and a test that checks only this passes. But $\mathbf{q}_2$ and $\mathbf{q}_3$ are far from a right angle. The reason: `rest` is a tiny difference of large numbers, so $\mathbf{q}_2$ comes out tilted, by about $10^{-8}$. The projection of the *whole* third column
# onto it is wrong by $10^{-8}$ of that column. But all that is left of the column, to make $\mathbf{q}_3$ from, is no larger.
#
# **Modified Gram–Schmidt** cures it by a change of order: as soon as $\mathbf{q}_j$ is known, subtract its share from **all later columns**. From then on one projects what is *left* of a column, which is small, so that a tilt does little harm. On paper the two are the same algorithm.

# %% [markdown]
# ### Exercise 6 · QR   ●●○ 12 minutes
#
# `qr(A)` takes a float array `A` of shape (m, n), m ≥ n ≥ 1, and returns `(Q, R)`: `Q` of shape (m, n), `R` of shape (n, n), such that
#
# - $\mathbf{Q}\mathbf{R} = \mathbf{A}$, $\mathbf{R}$ is upper triangular, and $\mathbf{Q}^\top\mathbf{Q} = \mathbf{I}$, **also when columns are nearly dependent** (modified Gram–Schmidt is good enough; so are other stable methods. The signs on the diagonal of $\mathbf{R}$ are up to you);
# - if a column depends on those to its left, it raises `np.linalg.LinAlgError`. Column $j$ counts as dependent if $\lvert r_{jj}\rvert$, the length of what is left of it, is **at most $10^{-12}$ times the length of the column itself**. A column of zeros is dependent.
#
# Do not change `A`.
#
# <details><summary>Hint 1</summary>
#
# Keep one array in which you work, a copy of `A`. When column j's turn comes, it has already lost its shares of all earlier ones: what is left only has to be measured and divided.
# </details>
# <details><summary>Hint 2</summary>
#
# In step j: `R[j, j]` is the length of what is left; compare it with the length that column j had at first; divide; then, for every later k, `R[j, k]` is the dot product of $\mathbf{q}_j$ with what is left of column k, and that share is subtracted from it.
# </details>
# <details><summary>Hint 3</summary>
#
# `Q = np.array(A, dtype=float)` and `lengths = np.linalg.norm(Q, axis=0)` at the start; inside, `Q[:, j] /= R[j, j]`, and for k in `range(j + 1, n)`: `R[j, k] = Q[:, j] @ Q[:, k]` and `Q[:, k] -= R[j, k] * Q[:, j]`. Compare with `<=`, before you divide.
# </details>


# %% solution="qr"
def qr(A: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (Q, R) with Q R = A, orthonormal columns in Q and an upper triangular R.

    >>> Q, R = qr(np.array([[3.0, 1.0], [4.0, 1.0]]))
    >>> np.abs(R).round(6)
    array([[5. , 1.4],
           [0. , 0.2]])
    """
    ### BEGIN SOLUTION
    Q = np.array(A, dtype=float)
    n = Q.shape[1]
    R = np.zeros((n, n))
    lengths = np.linalg.norm(Q, axis=0)
    for j in range(n):
        R[j, j] = np.linalg.norm(Q[:, j])
        if R[j, j] <= 1e-12 * lengths[j]:
            raise np.linalg.LinAlgError(f"column {j} depends on those to its left")
        Q[:, j] /= R[j, j]
        for k in range(j + 1, n):
            R[j, k] = Q[:, j] @ Q[:, k]
            Q[:, k] -= R[j, k] * Q[:, j]
    return Q, R
    ### END SOLUTION


# %% locked="qr_fault"
def qr_fault(function: Callable, A: np.ndarray, orthogonal_to: float) -> str:
    """Say what is wrong with `function(A)` as (Q, R) of A; '' if nothing is."""
    try:
        result = by_hand(function, A)
    except np.linalg.LinAlgError as error:
        return f"expected a factorisation, got a LinAlgError ({error}): the limit is 1e-12 times the column's own length"
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        return f"expected the pair (Q, R), got {str(result)[:60]}"
    Q, R = (np.asarray(part, dtype=float) for part in result)
    m, n = A.shape
    if Q.shape != (m, n) or R.shape != (n, n):
        return f"expected Q of shape {(m, n)} and R of shape {(n, n)}, got {Q.shape} and {R.shape}"
    if not (np.isfinite(Q).all() and np.isfinite(R).all()):
        return "Q or R has entries that are not finite"
    if np.abs(np.tril(R, -1)).max() > 1e-10 * np.abs(A).max():
        return f"R should be zero below its diagonal, the largest entry there is {np.abs(np.tril(R, -1)).max():.2g}"
    if not np.allclose(Q @ R, A, rtol=0, atol=1e-11 * np.abs(A).max()):
        return f"Q @ R should be A, the largest difference is {np.abs(Q @ R - A).max():.2g}"
    products = np.abs(Q.T @ Q - np.eye(n))
    if np.diag(products).max() > 1e-10:
        return f"the columns of Q should have length 1, their squared lengths are {np.diag(Q.T @ Q).tolist()}"
    if products.max() > orthogonal_to:
        return (
            "Q.T @ Q should be the identity, but two columns of Q have the dot product "
            f"{products.max():.2g}: project what is left of a column, not the original (or is a projection skipped?)"
        )
    return ""


# %% tests="qr" name="factors" points=2
_A = np.array([[3.0, 1.0], [4.0, 1.0]])
_fault = qr_fault(qr, _A, 1e-10)
assert _fault == "", f"for [[3, 1], [4, 1]]: {_fault}."
_A = np.array([[1.0, 2.0, 0.0], [2.0, 0.0, 1.0], [2.0, 1.0, 1.0], [0.0, 3.0, 5.0]])
_fault = qr_fault(qr, _A, 1e-10)
assert _fault == "", f"for {_A.tolist()}: {_fault}."
_before = _A.copy()
by_hand(lambda: qr(_A))
assert np.array_equal(_A, _before), "the caller's table was changed by the call: work on a copy."
### BEGIN HIDDEN TESTS
for _seed, _shape in enumerate(((1, 1), (5, 1), (4, 4), (9, 5), (30, 12))):
    for _scale in (1.0, 1e-14, 1e6):
        _A = np.random.default_rng(_seed).normal(size=_shape) + 3 * np.eye(*_shape)
        _A = _A * _scale
        _fault = qr_fault(qr, _A, 1e-10)
        assert _fault == "", f"for a random table of shape {_shape}, entries of size {_scale:g}: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="qr" name="stays_orthogonal" points=3
_fault = qr_fault(qr, pressures, 1e-5)
assert _fault == "", f"for the blood pressure in three units: {_fault}."
### BEGIN HIDDEN TESTS
for _seed, _gap in ((1, 1e-4), (2, 1e-6), (3, 1e-7), (4, 1e-8)):
    _rng = np.random.default_rng(_seed)
    _A = _rng.normal(size=(40, 1)) + _gap * _rng.normal(size=(40, 4))
    _fault = qr_fault(qr, _A, 1e-13 / _gap)
    assert _fault == "", f"for four columns that differ by {_gap:g} of their size: {_fault}."
_A = np.vstack([np.ones(4), 1e-8 * np.eye(4)])
_fault = qr_fault(qr, _A, 1e-5)
assert _fault == "", f"for a row of ones above 1e-8 times the identity: {_fault}."
### END HIDDEN TESTS
assert isinstance(_fault, str), "the check should have run."

# %% tests="qr" name="refuses_dependent" points=2
_exact = np.column_stack([np.ones(442), measurements[:, 3], measurements[:, 3] * 0.133322])
_got = error_from(qr, _exact)
assert _got == "LinAlgError", (
    "for the blood pressure in mmHg and, in double precision, in kPa expected a LinAlgError, got "
    f"{_got}: how much is left of the last column, next to its length?"
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(8)
_base = _rng.normal(size=(12, 3))
for _what, _A in (
    ("a first column of zeros", np.column_stack([np.zeros(12), _base])),
    ("a later column of zeros", np.column_stack([_base, np.zeros(12)])),
    ("a column twice", np.column_stack([_base, _base[:, 1]])),
    ("a column that is a mix of three", np.column_stack([_base, _base @ [1.0, -2.0, 0.5]])),
    ("such a column, in units of 1e8", 1e8 * np.column_stack([_base, _base @ [1.0, -2.0, 0.5]])),
    ("a dependent column before a good one", np.column_stack([_base[:, :2], 3 * _base[:, 0], _base[:, 2]])),
    ("a column of which 3e-13 of its length is left", np.array([[1.0, 1.0], [0.0, 3e-13], [0.0, 0.0]])),
    (
        "a column of 100 entries, of which 3e-13 of its length is left",
        np.ones((100, 2)) + 3e-12 * np.eye(100, 2, 1),
    ),
):
    _got = error_from(qr, _A)
    assert _got == "LinAlgError", f"for a table with {_what} expected a LinAlgError, got {_got}."
for _what, _A in (
    ("of which 3e-12 of its length is left", np.array([[1.0, 1.0], [0.0, 3e-12], [0.0, 0.0]])),
    ("that is independent, in units of 1e-14", _base * [1.0, 1e-14, 1.0]),
):
    _got = error_from(qr, _A)
    assert _got == "no error", (
        f"for a column {_what} expected no error, got {_got}: the limit is 1e-12 times the column's own length."
    )
### END HIDDEN TESTS
assert isinstance(_got, str), "the check should have run."

# %% [markdown]
# Let the columns come closer and closer:

# %%
column_gaps = 10.0 ** np.arange(-1, -10, -1)
tilts = {"classical": [], "yours": [], "numpy (Householder)": []}
for column_gap in column_gaps:
    rng = np.random.default_rng(0)
    A = rng.normal(size=(40, 1)) + column_gap * rng.normal(size=(40, 3))
    for label, one_way in zip(tilts, (classical_gram_schmidt, qr, np.linalg.qr)):
        Q, _ = one_way(A)
        tilts[label].append(np.abs(Q.T @ Q - np.eye(3)).max())

_, ax = plt.subplots(figsize=(7.2, 4.2))
for (label, tilt_values), colour, marker in zip(tilts.items(), (ORANGE, BLUE, GREEN), "os^"):
    ax.loglog(column_gaps, tilt_values, marker=marker, color=colour, label=label)
ax.invert_xaxis()
ax.set(
    xlabel="relative difference between the columns",
    ylabel="largest entry of |QᵀQ − I|",
    title="A change of order saves the right angles",
)
ax.legend()
plt.show()

# %% [markdown]
# The classical process loses two digits for each digit by which the columns approach, the modified one loses one, and numpy's, by mirror images (**Householder reflections**), loses none.

# %% [markdown]
# ## 6 · Least squares, done right
#
# Put $\mathbf{X} = \mathbf{Q}\mathbf{R}$ into the normal equations: $\mathbf{R}^\top\mathbf{Q}^\top\mathbf{Q}\mathbf{R}\,\mathbf{w} = \mathbf{R}^\top\mathbf{Q}^\top\mathbf{y}$. As $\mathbf{Q}^\top\mathbf{Q} = \mathbf{I}$ and $\mathbf{R}$ is invertible, what remains is
#
# $$\mathbf{R}\,\mathbf{w} = \mathbf{Q}^\top\mathbf{y},$$
#
# triangular, and nothing was squared. The prediction $\hat{\mathbf{y}} = \mathbf{Q}\mathbf{Q}^\top\mathbf{y}$ is the projection of $\mathbf{y}$ onto the column space.
#
# And if a column depends on the others? Then there are infinitely many best $\mathbf{w}$. The language R has a sober custom: **leave out every column that depends on those to its left**, and say so. Your `qr` can tell which these are.

# %% [markdown]
# ### Exercise 7 · Least squares   ●●● 30 minutes
#
# `least_squares(X, y)` takes `X` of shape (n, d), n ≥ d ≥ 1, with at least one column that is not zero, and `y` of shape (n,). It returns `w`, shape (d,):
#
# - the weights that minimise $\lVert\mathbf{y} - \mathbf{X}\mathbf{w}\rVert$;
# - in which every column that depends on **columns to its left** (by the rule of Exercise 6) has the weight 0, exactly. These columns may stand anywhere, and there may be several.
#
# A column of which more than $10^{-12}$ of its length is left stays in, and the result must still be accurate. Change neither `X` nor `y`.
#
# <details><summary>Hint 1</summary>
#
# First make it work when no column is dependent. That takes two lines, and passes two of the three test cells.
# </details>
# <details><summary>Hint 2</summary>
#
# For the rest, build a list of the columns that are kept: go from left to right, and try each new one together with those that are kept so far. `qr` raises if it brings nothing new.
# </details>
# <details><summary>Hint 3</summary>
#
# Inside a loop over j: `try: qr(X[:, kept + [j]])`, `except np.linalg.LinAlgError: continue`, then `kept.append(j)`. Afterwards factor `X[:, kept]`, and write the solution to `w[kept]`, where `w` began as zeros.
# </details>


# %% solution="least_squares"
def least_squares(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the least-squares weights, shape (d,); 0 for columns that depend on those to their left.

    >>> least_squares(np.array([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]), np.array([4.0, 5.0, 9.0])).round(6)
    array([6., 0.])
    """
    ### BEGIN SOLUTION
    kept = []
    for j in range(X.shape[1]):
        try:
            qr(X[:, [*kept, j]])
        except np.linalg.LinAlgError:
            continue
        kept.append(j)
    Q, R = qr(X[:, kept])
    w = np.zeros(X.shape[1])
    w[kept] = back_substitute(R, Q.T @ y)
    return w
    ### END SOLUTION


# %% locked="weights_from"
def mend_first() -> str:
    """Point to Exercise 6 or 3 if its function is wrong on small tables, else return ''."""
    try:
        right = qr_fault(qr, pressures, 1e-5) == "" and error_from(qr, np.ones((2, 2))) == "LinAlgError"
    except Exception:
        right = False
    return mend_exercise_3() if right else " But your qr is not right yet: mend Exercise 6 first."


def weights_from(X: np.ndarray, y: np.ndarray, what: str) -> np.ndarray:
    """Return least_squares(X, y), an array of one weight for each column of X, which is described by `what`."""
    try:
        w = np.asarray(by_hand(least_squares, X, y), dtype=float)
    except np.linalg.LinAlgError as error:
        raise AssertionError(
            f"for {what} a LinAlgError came out of least_squares ({error}): a column that depends on those to its left "
            f"is left out, and has the weight 0 (or did you give y to qr too?).{mend_first()}"
        ) from error
    except (ValueError, IndexError, TypeError) as error:
        raise AssertionError(f"for {what} numpy stops with the error: {error}.{mend_first()}") from error
    assert w.shape == (X.shape[1],), (
        f"for {what} expected shape {(X.shape[1],)}, got {w.shape}.{mend_first()}"
    )
    return w


# %% tests="least_squares" name="fits_patients" points=2
_want = np.linalg.lstsq(X_plain, progression, rcond=None)[0]
_got = weights_from(X_plain, progression, "the patients' table X_plain")
_worst = int(np.argmax(np.abs(_got / _want - 1)))
assert np.allclose(_got, _want, rtol=1e-7, atol=0), (
    f"for the patients the weight of column {_worst} of X_plain should be {_want[_worst]:.12g}, as numpy.linalg.lstsq has "
    f"it, got {_got[_worst]:.12g} (of eleven the one farthest off): R w = Q.T y, the columns in their own order, and no "
    f"X.T @ X, which costs digits here already.{mend_first()}"
)
### BEGIN HIDDEN TESTS
for _n, _d in ((1, 1), (3, 3), (8, 1), (20, 6)):
    _rng = np.random.default_rng(_n)
    _X, _y = _rng.normal(size=(_n, _d)) + 2 * np.eye(_n, _d), _rng.normal(size=_n)
    _want = np.linalg.lstsq(_X, _y, rcond=None)[0]
    _got = weights_from(_X, _y, f"a random table of shape {(_n, _d)}")
    assert np.allclose(_got, _want, rtol=1e-7, atol=1e-10), (
        f"for random X of shape {(_n, _d)} the weights should be {_want.tolist()}, got {_got.tolist()}.{mend_first()}"
    )
    _copies = (_X.copy(), _y.copy())
    by_hand(lambda: least_squares(_X, _y))
    for _name, _now, _then in (("X", _X, _copies[0]), ("y", _y, _copies[1])):
        assert np.array_equal(_now, _then), (
            f"{_name} = {_then.tolist()} became {_now.tolist()} by the call: work on a copy."
        )
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the weights should be finite."

# %% tests="least_squares" name="nearly_dependent" points=2
for _what, _X in (
    ("blood pressure in kPa, by single precision, as a twelfth column", X_plus_kpa),
    (
        "blood pressure in hPa and in kPa, by single precision, as last columns",
        np.column_stack([X_plain, pressures[:, 1:]]),
    ),
):
    _want = np.linalg.lstsq(_X, progression, rcond=None)[0]
    _got = weights_from(_X, progression, _what)
    _gap = np.abs(_X @ (_got - _want)).max()
    assert _gap < 0.01, (
        f"with {_what}, predictions should agree with numpy.linalg.lstsq within 0.01; the largest difference is "
        f"{_gap:.3g}: no X.T @ X, no column left out, and a Q with right angles.{mend_first()}"
    )
### BEGIN HIDDEN TESTS
for _seed, _noise in ((1, 1e-7), (2, 1e-8), (3, 1e-9)):
    _rng = np.random.default_rng(_seed)
    _X = _rng.normal(size=(60, 4))
    _X[:, 3] = _X[:, 0] - _X[:, 1] + _noise * _X[:, 3]
    _y = 1e3 * _rng.normal(size=60)
    _want = np.linalg.lstsq(_X, _y, rcond=None)[0]
    _got = weights_from(_X, _y, f"a column that differs from a mix of others by {_noise:g}")
    assert np.allclose(_got, _want, rtol=1e-4, atol=0), (
        f"where a column differs from a mix of others by {_noise:g} the weights should be {_want.tolist()}, got "
        f"{_got.tolist()}.{mend_first()}"
    )
_X = np.array([[1.0, 1.0], [0.0, 3e-12], [0.0, 0.0]])
_got = weights_from(_X, np.array([1.0, 3.0, 5.0]), "a column of which 3e-12 of its length is left")
assert np.allclose(_got, [-1e12, 1e12], rtol=1e-2, atol=0), (
    f"for {_X.tolist()} and y = [1, 3, 5] the weights are about [-1e12, 1e12], got {_got.tolist()}: of the second column "
    f"more than 1e-12 of its length is left, so it stays in.{mend_first()}"
)
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the weights should be finite."

# %% tests="least_squares" name="dependent" points=2
_base = X_plain[:, :5]
_X = np.column_stack([_base, _base[:, 4] * 0.133322])
_want = np.append(np.linalg.lstsq(_base, progression, rcond=None)[0], 0.0)
_got = weights_from(_X, progression, "age, sex, bmi, bp, and bp in exact kPa")
assert np.allclose(_got, _want, rtol=1e-7, atol=0), (
    "for age, sex, bmi, bp and bp in exact kPa expected the weights without the last column, then exactly 0: "
    f"{_want.tolist()}, got {_got.tolist()}.{mend_first()}"
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(11)
_a, _b, _c = _rng.normal(size=(3, 15))
_y = _rng.normal(size=15)
for _what, _columns, _kept in (
    ("a column twice in a row", [_a, _a, _b, _c], [0, 2, 3]),
    ("a column of zeros at the start", [0 * _a, _a, _b], [1, 2]),
    ("a mix in the middle", [_a, _b, _a - 2 * _b, _c], [0, 1, 3]),
    ("three dependent columns", [_a, 2 * _a, _b, _a + _b, _c, _c - _a], [0, 2, 4]),
    ("one column, three times", [_c, _c, -_c], [0]),
    (
        "a column of which 3e-13 of its length is left",
        [np.eye(15)[0], np.eye(15)[0] + 3e-13 * np.eye(15)[1]],
        [0],
    ),
):
    _X = np.column_stack(_columns)
    _want = np.zeros(len(_columns))
    _want[_kept] = np.linalg.lstsq(_X[:, _kept], _y, rcond=None)[0]
    _got = weights_from(_X, _y, _what)
    assert np.allclose(_got, _want, rtol=1e-7, atol=0), (
        f"for {_what} expected {_want.tolist()}, got {_got.tolist()}: a column that depends on those to "
        f"its left gets exactly 0, the others are fitted without it.{mend_first()}"
    )
_units = np.array([1.0, 1e-14, 1.0])
_X = np.column_stack([_a, _b, _c])
_want = np.linalg.lstsq(_X, _y, rcond=None)[0] / _units
_got = weights_from(_X * _units, _y, "an independent column in units of 1e-14")
assert np.allclose(_got, _want, rtol=1e-7, atol=0), (
    f"with an independent column in units of 1e-14 expected {_want.tolist()}, got {_got.tolist()}: by the rule of "
    f"Exercise 6 what is left of a column is compared with the length of that column.{mend_first()}"
)
### END HIDDEN TESTS
assert np.isfinite(_got).all(), "the weights should be finite."

# %% [markdown]
# The opening again, with your solver, and with what a professional would call: `np.linalg.lstsq` (by the SVD, of the next lesson) and scikit-learn's `LinearRegression`.

# %%
all_solvers = {
    "textbook formula": textbook_fit,
    "yours": least_squares,
    "np.linalg.lstsq": lambda X, y: np.linalg.lstsq(X, y, rcond=None)[0],
    "LinearRegression": lambda X, y: LinearRegression(fit_intercept=False).fit(X, y).coef_,
}
print(f"{'typical error':20s}{'ten':>12s}{'and kPa':>12s}{'shuffled':>12s}")
shuffled = np.random.default_rng(0).permutation(442)
for solver_name, any_solver in all_solvers.items():
    three_errors = [
        typical_error(X_plain, progression, any_solver(X_plain, progression)),
        typical_error(X_plus_kpa, progression, any_solver(X_plus_kpa, progression)),
        typical_error(X_plus_kpa, progression, any_solver(X_plus_kpa[shuffled], progression[shuffled])),
    ]
    print(f"{solver_name:20s}" + "".join(f"{error:12.4f}" for error in three_errors))

# %% [markdown]
# The paradox is gone: the error falls a little, as it must, and the order of the patients no longer shows. (By the coarser rule of `LinearRegression`, `tol=1e-6` from scikit-learn 1.9 on, the second pressure column *is* a copy; so it stays
# at the error of ten. Numerical rank is a matter of tolerance.)

# %% [markdown]
# One thing more. Your fit is the accurate minimum. **Predict before you run:** how large are its two weights for blood pressure?

# %%
w = least_squares(X_plus_kpa, progression)
print(f"accurate, with single-precision kPa: mmHg {w[4]:14,.1f}   kPa {w[11]:14,.1f}")
X_exact = np.column_stack([X_plain, measurements[:, 3] * 0.133322])
w = least_squares(X_exact, progression)
print(f"with exact kPa, left out:            mmHg {w[4]:14,.4f}   kPa {w[11]:14,.4f}")

# %% [markdown]
# Millions up and millions down: those weights fit the rounding noise of a file. A good solver gives the right answer to the question that was asked; to ask a better one, by dropping the column, is your part. The same caution goes for `tc` and `ldl`: "raise LDL by one, all else being equal" describes
# no possible patient, if LDL is *computed* from all else.

# %% [markdown]
# ## What you can do now
#
# | | at work |
# |---|---|
# | ☑ compute lengths and angles, and find silent shape mistakes | similarity search, deduplication; `(n,)` against `(n, 1)` in a loss function |
# | ☑ read a product in four ways, and build matrices to order | streaming sums, sharding, reading somebody's `einsum` |
# | ☑ solve systems by elimination with pivoting | knowing why one calls `solve` and never `inv` |
# | ☑ find rank, and every dependence among columns | one-hot traps, duplicated features, units mixed up, leaked formulas |
# | ☑ project, and fit by QR where the formula fails | predictions that survive a shuffle of the rows; choosing a solver |
#
# **Go further**
#
# - Gilbert Strang, [18.06 Linear Algebra](https://ocw.mit.edu/courses/18-06-linear-algebra-spring-2010/) (MIT OCW), lectures 1–16: the row and column pictures, drawn by the one who made them famous.
# - [Mathematics for Machine Learning](https://mml-book.github.io), chapters 2 and 3: the same ground with proofs.
# - Lloyd N. Trefethen and David Bau, *Numerical Linear Algebra* (SIAM, 1997), lectures 7 to 11 and 18 to 19: QR and least squares, with the reason for every lost digit.
# - [numpy.linalg](https://numpy.org/doc/stable/reference/routines.linalg.html): what is called at work; read the notes of `lstsq` on `rcond`.
