# ---
# title: "First steps: how a graded lesson works"
# minutes: 60
# difficulty: 1
# prerequisites: []
# summary: Learn how a graded lesson works while finding out which old number best predicts the Sun.
# proves:
#   course.graded_exercises: [busiest_year, average_error, plot_errors, peeks]
#   course.reading_failures: [average_error, lag_error, peeks]
# ---

# %% [markdown]
# # First steps: how a graded lesson works
#
# In February 1974 the last crew left Skylab, the first American space station. It was expected to stay in
# orbit into the early 1980s. Then the Sun grew far more active than forecast, the upper atmosphere warmed
# and swelled, and the thicker air dragged the station down. In July 1979 pieces of it fell on Australia.
#
# So here is a question with some weight. You must forecast the Sun's activity **five years ahead**, and you
# may look up **one** number of the past. The freshest number you have is five years older than the year
# that you forecast. Is there a better choice than the freshest?
#
# You will have the answer in about 60 minutes, from 309 years of real counts. On the way you will learn how
# every lesson of this course works, for this lesson is built exactly as the others are.
#
# **You will be able to**
#
# 1. fill in an exercise so that visible and hidden tests accept it,
# 2. read a failing test's message and act on what it says,
# 3. mend code that runs without complaint and is wrong,
# 4. draw a plot that a test can check,
# 5. unmask a forecast that is too good to be true.
#
# You will also know how to run a notebook safely, validate it, hand it in and see your progress.
#
# **Prerequisites:** some Python: lists and slices, loops, `if`, functions, f-strings, list comprehensions.
# Neither Jupyter nor statistics. What looks unknown in the cells that are not exercises you may skip.
#
# **Out of scope:** how to forecast well. That is a later lesson.

# %% [markdown]
# ## Warm-up
#
# Answer in your head, then unfold. All three come back below.
#
# **A.** `values = [5, 11, 16]`. What are `values[-1]` and `values[1:]`?
# <details><summary>Answer</summary>
#
# `16` and `[11, 16]`. A negative position counts from the end, and raises no error as long as the list
# reaches back that far.
# </details>
#
# **B.** A function computes the right number and ends with `print(answer)`. What does `x = f()` put into
# `x`?
# <details><summary>Answer</summary>
#
# `None`. Printing shows a value to a person; only `return` gives it to the program, and to a test.
# </details>
#
# **C.** How many times does the body of `for a, b in zip([1, 2, 3], [10, 20]):` run?
# <details><summary>Answer</summary>
#
# Twice. `zip` stops at the end of the shorter list, and does not say so.
# </details>

# %% [markdown]
# ## 1. Cells, and the kernel that remembers
#
# A notebook is a column of **cells**. Some hold text, like this one; some hold code. Click on a code cell
# and press **Shift+Enter**: the code runs, its output appears below it, and the next cell is selected.
#
# - Has a double click turned a text cell into its raw source? Shift+Enter brings the text back.
# - The **+** in the toolbar adds a cell below the selected one, for experiments of your own.
# - **Ctrl+S** (on a Mac, Cmd+S) saves. Do it often.
#
# | left of the cell | meaning |
# |---|---|
# | `[ ]` | not run yet |
# | `[*]` | running, or waiting its turn; if it stays for long, ■ in the toolbar interrupts it |
# | `[3]` | finished, the third cell to run since the kernel started |
#
# The **kernel** is the Python process behind the page. Run the next two cells. The first imports what the
# lesson needs and holds three helpers for the tests, which you need not study. It is read-only, like all
# cells that grading relies on. The second loads the data.

# %% locked="imports"
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact
from matplotlib.axes import Axes
from statsmodels.datasets import sunspots as sunspot_data

plt.rcParams.update({"figure.figsize": (9, 3.6), "font.size": 12, "figure.constrained_layout.use": True})


def outcome_of(function, *arguments):
    """Call `function(*arguments)` and return its answer and the error that it raised; one of the two is None."""
    try:
        return function(*arguments), None
    except NotImplementedError:
        raise  # the exercise was not attempted
    except Exception as error:
        return None, error


def is_number(answer) -> bool:
    """Say whether `answer` is one number, of Python or of NumPy."""
    return isinstance(answer, (int, float, np.number)) and not isinstance(answer, bool)


def shown(answer) -> str:
    """Return `answer` as a message shows it."""
    if answer is None:
        return "None (the function ended without `return`: printing is not returning)"
    return repr(answer)


# %% locked="data"
table = sunspot_data.load_pandas().data
years = [int(year) for year in table["YEAR"]]
sunspots = table["SUNACTIVITY"].tolist()

print(f"{len(years)} years, from {years[0]} to {years[-1]}")
print("the first five sunspot numbers:", sunspots[:5])

# %% [markdown]
# `years` and `sunspots` are two plain Python lists of the same length: `sunspots[0]` belongs to `years[0]`,
# and so on. The *sunspot number* is a yearly average of daily counts of dark spots on the Sun, in units of
# its own; many spots mean an active Sun. (Source: the US National Geophysical Data Center, carried by
# statsmodels; public domain.)

# %%
figure, ax = plt.subplots()
ax.plot(years, sunspots, color="#0072B2", linewidth=1.2)
skylab = sunspots[years.index(1979)]
ax.plot(1979, skylab, "o", color="#D55E00")
ax.annotate("Skylab falls, 1979", (1979, skylab), xytext=(2010, 209), ha="right", arrowprops={"arrowstyle": "-"})
ax.set(xlim=(1697, 2014), ylim=(0, 230), xlabel="year", ylabel="sunspot number")
ax.set_title("The Sun's activity rises and falls", loc="left")
plt.show()

# %% [markdown]
# ### What the kernel remembers
#
# Every name that you define stays in the kernel until it is redefined or the kernel stops. The page shows
# the code; the kernel holds the values; and the two can drift apart. In 2015 the sunspot numbers were
# revised. One step of several was to drop an old factor of 0.6, that is, to divide by it. We take this one
# step for the peak of 1957.
#
# **Predict:** run the two cells below, then run *the second one again*. What does it print each time?

# %%
peak = 190.2

# %%
peak = peak / 0.6
print(f"peak of 1957 without the factor 0.6: {peak:.0f}")

# %% [markdown]
# <details><summary>What happened</summary>
#
# First 317, then 528. The second run divided a number that was already divided. Nothing on the page says
# so, except the counts in brackets: where a `[4]` is followed by a `[6]`, some run in between has left no
# other trace. The same trap has other forms: cells run in another order than they stand in, or a cell
# deleted whose names live on in the kernel.
# </details>
#
# The cure is always the same: **Kernel → Restart Kernel and Run All Cells…** starts with an empty memory
# and runs from top to bottom. Your work is graded in just this way, so what works only in a kernel with a
# past does not count. Before an exercise is solved, *Run All* stops at its tests: that is as it should be.
# Find the red tests cell, solve its exercise, and carry on from there.

# %% [markdown]
# ## 2. An exercise: read, fill in, test
#
# An exercise has three parts: a text that says what goes in and what comes out; a **stub** that you fill
# in; and **tests** that answer at once. Here is one done for you, with the mistake left in at first.
#
# > *`quiet_years(values, limit)` returns how many of the numbers in `values` are below `limit`. A number
# > that equals the limit is not below it.*

# %%
def quiet_years(values, limit):
    count = 0
    for value in values:
        if value <= limit:
            count = count + 1
    return count


# %% [markdown]
# A test calls the function and states, after `assert`, what must be true. If it is true, nothing happens.
# If not, Python raises an `AssertionError` with the message after the comma. (In the next cell, `try` and
# `except` catch it, so that this demonstration does not stop *Run All*.)
#
# **Predict:** what will this test say?

# %%
try:
    got = quiet_years([3.0, 10.0, 50.0], limit=10.0)
    assert got == 1, f"for [3, 10, 50] and the limit 10 expected 1, got {got}: does a value equal to the limit count?"
except AssertionError as failure:
    print("AssertionError:", failure)

# %% [markdown]
# In a real tests cell this comes as a red block called a *traceback*. Read it **from the bottom**:
#
# ```
# AssertionError                            Traceback (most recent call last)
# Cell In[9], line 2
#       1 got = quiet_years([3.0, 10.0, 50.0], limit=10.0)
# ----> 2 assert got == 1, f"for [3, 10, 50] and the limit 10 expected 1, ...
#
# AssertionError: for [3, 10, 50] and the limit 10 expected 1, got 2: does a value equal to the limit count?
# ```
#
# The last line holds four things: what was **tried**, what was **expected**, what **came**, and where to
# **look**. The arrow marks the line that failed. Here the last line sends us to the value 10, and from
# there to the `<=`. Change it to `<` in the cell above, run that cell, and run the test again: it falls
# silent. **A test that says nothing has passed.**

# %% [markdown]
# ### Exercise 1 · The busiest year · ●○○ · 7 minutes
#
# Your turn. (The dots in a heading tell how hard an exercise is, from ●○○ to ●●●.) Write
# `busiest_year(years, values)`.
#
# - **In:** `years`, a list of `int` in increasing order; `values`, a list of `float` of the same length.
#   There is at least one year. Values may be negative (the next data set may hold temperatures).
# - **Out:** the year with the largest value, as an `int`. If several years share it, the earliest of them.
#
# In the stub, the line after `>>>` is an example call, with its answer below it; `: list[int]` and `-> int`
# are notes to the reader, which Python ignores.
#
# Run the stub and its two tests cells as they are, to see what *not attempted* looks like. Then
# click into the stub, delete the two lines `# YOUR CODE HERE` and `raise NotImplementedError()`, write your
# code in their place, indented as they were, and run the cell. Then run the two tests cells. If one turns
# red, read its last line, change your code, **run your cell again**, then the tests: a kernel knows only
# the code that was run.
#
# <details><summary>Hint 1: a nudge</summary>
#
# You need two things for each year: the year and its value. Which position in the list do they share?
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# Remember the position of the best value so far. Start with position 0, and go through the others; take a
# new position only when its value is better.
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# `max(values)` is the largest value, and `values.index(x)` is the first position at which `x` stands. The
# answer is what stands at that position in the other list.
# </details>

# %% solution="busiest_year"
def busiest_year(years: list[int], values: list[float]) -> int:
    """Return the year with the largest value; the earliest, if several share it.

    >>> busiest_year([2001, 2002, 2003], [4.0, 9.0, 1.0])
    2002
    """
    ### BEGIN SOLUTION
    best = 0
    for i, value in enumerate(values):
        if value > values[best]:
            best = i
    return years[best]
    ### END SOLUTION


# %% tests="busiest_year" name="finds_year" points=1
_got = busiest_year([2001, 2002, 2003], [4.0, 9.0, 1.0])
assert is_number(_got), (
    f"for the years 2001, 2002, 2003 and the values 4, 9, 1 expected one year, 2002, got {shown(_got)}: "
    "return the year, as a number and not in a list."
)
assert float(_got) == 2002, (
    f"for the years 2001, 2002, 2003 and the values 4, 9, 1 expected 2002, got {_got}: "
    "return the year, not the value (9.0) and not the position (1)."
)
### BEGIN HIDDEN TESTS
_got, _error = outcome_of(busiest_year, [1850, 1851, 1852, 1853], [-7.0, -3.0, -5.0, -9.0])
assert is_number(_got) and float(_got) == 1851, (
    f"for the years 1850 to 1853 and the values -7, -3, -5, -9 expected 1851, got {shown(_error or _got)}: "
    "does the search start from a value of its own, such as 0?"
)
_rng = np.random.default_rng(1)
for _n in (1, 2, 7, 40):
    _values = _rng.normal(size=_n).tolist()
    for _shift in range(_n):
        _turned = _values[_shift:] + _values[:_shift]
        _want = 1900 + 2 * int(np.argmax(_turned))
        _got, _error = outcome_of(busiest_year, [1900 + 2 * _i for _i in range(_n)], _turned)
        assert is_number(_got) and float(_got) == _want, (
            f"for a list of {_n} random values, one every second year from 1900, expected {_want}, "
            f"got {shown(_error or _got)}: are the first and the last year looked at? Is the year taken from `years`?"
        )
### END HIDDEN TESTS

# %% tests="busiest_year" name="tie_goes_to_earliest" points=1
_got = busiest_year([1801, 1802, 1803, 1804], [2.0, 8.0, 8.0, 3.0])
assert is_number(_got), (
    f"for the years 1801 to 1804 and the values 2, 8, 8, 3 expected one year, 1802, got {shown(_got)}: "
    "return the earliest of the years with the largest value, as a number and not in a list."
)
assert float(_got) == 1802, (
    f"for the years 1801 to 1804 and the values 2, 8, 8, 3 expected 1802, got {_got}. 1803? What does your code "
    "do when a value equals the best so far? 8.0 is the value, 1 the position: return the year."
)
### BEGIN HIDDEN TESTS
_got, _error = outcome_of(busiest_year, [1700, 1710, 1720], [0.0, 0.0, 0.0])
assert is_number(_got) and float(_got) == 1700, (
    f"for 1700, 1710, 1720, all with the value 0, expected the earliest, 1700, got {shown(_error or _got)}."
)
_got, _error = outcome_of(busiest_year, [1700, 1710, 1720, 1730], [5.0, 1.0, 5.0, 5.0])
assert is_number(_got) and float(_got) == 1700, (
    f"for 1700, 1710, 1720, 1730 and the values 5, 1, 5, 5 expected 1700, got {shown(_error or _got)}: "
    "three years share the 5."
)
### END HIDDEN TESTS

# %% [markdown]
# Below each tests cell you will see one of these:
#
# | below the tests cell | meaning | counts as |
# |---|---|---|
# | `NotImplementedError` | the kernel still holds the stub: its lines are still there, or you have not run your cell since, or your cell stopped with a `SyntaxError` (look below it) | not attempted |
# | `AssertionError: …` | your code ran, and its answer is wrong; the message says how | wrong |
# | another error: `NameError`, `TypeError`, … | your code broke off before an answer came | wrong |
# | nothing | the test has passed | right |
#
# One `NameError` is no fault of your code: `name 'busiest_year' is not defined` says that the kernel has not
# seen the function. Run the stub's cell first.
#
# Exercise 1 has *two* tests cells, and each is worth a point. If the plain case works and the tie does not,
# you keep the point of the first: partial work earns partial marks.
#
# Now use what you wrote:

# %%
print("The busiest year on record:", busiest_year(years, sunspots))

# %% [markdown]
# A lucky year. Scientists of 67 countries had planned years before to study the Earth and the Sun together
# in an "International Geophysical Year" from July 1957, timed for a peak of the cycle. The peak turned out
# to be the highest in these three centuries. Sputnik, the first satellite, was launched as part of it.

# %% [markdown]
# ### Why some tests are hidden
#
# **Predict:** does the function below pass the first visible test of Exercise 1?

# %%
def busiest_year_by_heart(years, values):
    return 2002


print("visible test: ", busiest_year_by_heart([2001, 2002, 2003], [4.0, 9.0, 1.0]))
print("the sunspots: ", busiest_year_by_heart(years, sunspots))

# %% [markdown]
# It does, and it knows nothing. Whoever sees the tests can satisfy them without solving the problem, often
# by honest mistake: code that suits the example and nothing else. So every tests cell goes on, when your
# work is graded, with **hidden tests**: other lists, other lengths, the edge cases that the text names.
# They check nothing that the text does not say. To be ready for them, read the text again once the visible
# tests are silent, and try a case of your own: one element, all equal, all negative.

# %% [markdown]
# ## 3. How wrong is a forecast?
#
# To compare ways of forecasting we need one number that says how far off each is. Let $y_i$ be what
# happened and $\hat y_i$ what was forecast, for $n$ years $i = 1, \dots, n$. The **mean absolute error** is
# the average size of the misses:
#
# $$\mathrm{MAE} = \frac{1}{n} \sum_{i=1}^{n} \left| y_i - \hat y_i \right|$$
#
# It has the unit of $y$, here sunspot numbers. The bars matter. Say it was 10 and 20, and the forecast said
# 13 and 17.
#
# **Predict:** what is the average of the misses *without* the bars?

# %%
misses = [10 - 13, 20 - 17]
print("misses:                ", misses)
print("average of the misses: ", sum(misses) / 2)
print("average of their sizes:", (abs(misses[0]) + abs(misses[1])) / 2)

# %% [markdown]
# ### Exercise 2 · The average error · ●●○ · 6 minutes
#
# Write `average_error(actual, forecast)`.
#
# - **In:** two lists of `float` of the same length: what happened, and what was forecast.
# - **Out:** the mean absolute error, one number, not rounded.
# - **Errors:** raise a `ValueError` if the lists differ in length, whichever is longer, or if both are
#   empty. An error raised in time is a kindness: the alternative is a wrong number that looks like a right
#   one.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Deal with the bad input first, in the first lines of the function; what follows may then rely on good
# lists. Which of the warm-up questions warns you about `zip`?
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# `raise ValueError("the lists differ in length")` stops the function. After the checks, go through both
# lists together, add up the absolute differences, and divide by their number.
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# ```python
# if len(actual) != len(forecast):
#     raise ValueError("the lists differ in length")
# ...  # the same for len(actual) == 0
# for y, y_hat in zip(actual, forecast):
#     total = total + abs(y - y_hat)
# ```
# </details>

# %% solution="average_error"
def average_error(actual: list[float], forecast: list[float]) -> float:
    """Return the mean absolute error of `forecast` against `actual`.

    >>> average_error([10.0, 20.0], [13.0, 17.0])
    3.0
    """
    ### BEGIN SOLUTION
    if len(actual) != len(forecast):
        raise ValueError(f"{len(actual)} actual values, but {len(forecast)} forecasts")
    if not actual:
        raise ValueError("no values have no average")
    total = 0.0
    for y, y_hat in zip(actual, forecast):
        total = total + abs(y - y_hat)
    return total / len(actual)
    ### END SOLUTION


# %% tests="average_error" name="mean_of_misses" points=2
_got = average_error([10.0, 20.0, 30.0], [13.0, 18.0, 30.0])
assert is_number(_got), f"for two lists of three values expected one number, got {shown(_got)}."
assert abs(float(_got) - 5 / 3) < 1e-4, (
    f"for actual [10, 20, 30] and forecast [13, 18, 30] the misses are 3, 2 and 0: expected 5/3 = 1.6667, got {_got}. "
    "0? Add every miss to the total. 0.33, with or without a minus? Take the absolute value of each miss before "
    "adding. 5? Divide by how many there are. 2.5? A miss of 0 counts too. 1.67? Do not round. "
    "4.33 or 2.08? Do not square the misses."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(2)
for _n in (1, 2, 5, 300):
    _y = _rng.uniform(-50, 150, size=_n)
    _y_hat = _rng.uniform(-50, 150, size=_n)
    _want = float(np.mean(np.abs(_y - _y_hat)))
    _got, _error = outcome_of(average_error, _y.tolist(), _y_hat.tolist())
    assert is_number(_got) and abs(float(_got) - _want) < 1e-4, (
        f"for two random lists of length {_n} expected {_want:.4f}, got {shown(_error or _got)}: "
        "average the absolute differences, divide by their number, and do not round."
    )
_got, _error = outcome_of(average_error, [0.0, 4.0], [0.0, 4.0])
assert is_number(_got) and float(_got) == 0.0, (
    f"for actual [0, 4] and the same forecast expected 0, got {shown(_error or _got)}: "
    "there is no miss, and years of 0 count too."
)
### END HIDDEN TESTS

# %% tests="average_error" name="refuses_bad_input" points=1
_got, _error = outcome_of(average_error, [1.0, 2.0, 3.0], [1.0, 2.0])
assert _error is not None, (
    f"for three actual values and two forecasts expected a ValueError, but the function answered {_got!r}: compare "
    "the lengths first, and `raise`. An error that is returned is an answer too: it must be raised."
)
assert isinstance(_error, ValueError), (
    f"for three actual values and two forecasts expected a ValueError, but {_error!r} was raised: "
    "compare the lengths in the first lines, before anything else can fail."
)
### BEGIN HIDDEN TESTS
for _actual, _forecast in (([1.0], [1.0, 2.0]), ([1.0, 2.0], [1.0]), ([], [1.0]), ([1.0], [])):
    _got, _error = outcome_of(average_error, _actual, _forecast)
    _came = f"the answer was {_got!r}" if _error is None else f"{_error!r} was raised"
    assert isinstance(_error, ValueError), (
        f"for actual {_actual} and forecast {_forecast} expected a ValueError to be raised, but {_came}: "
        "either list may be the longer one."
    )
_got, _error = outcome_of(average_error, [], [])
_came = f"the answer was {_got!r}" if _error is None else f"{_error!r} was raised"
assert isinstance(_error, ValueError), (
    f"for two empty lists expected a ValueError to be raised, but {_came}: "
    "test for them before you divide by their length."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. A result that is too good
#
# Our forecasts have one form: *the same as it was so many years earlier*. The number of years is called the
# **lag**. With lag 1 the forecast for 1979 is the number of 1978; with lag 7 it is the number of 1972.
#
# Below, the orange curve is the sunspot record, moved to the right by the lag: the forecast. Drag the
# slider (after running the cell) until the curves lie on each other as well as you can. Start at 5, the
# freshest number that Skylab's planners could have used.
#
# **Predict:** which lag, of 5 or more, will have the smallest average error? Note it down.

# %%
@interact(lag=(1, 35))
def show_forecast(lag=5):
    figure, ax = plt.subplots()
    ax.plot(years[200:], sunspots[200:], color="#0072B2", label="what happened")
    ax.plot(years[200:], sunspots[200 - lag : -lag], color="#D55E00", linestyle="--", label=f"forecast: lag {lag}")
    ax.set(xlabel="year", ylabel="sunspot number", ylim=(0, 240))
    ax.set_title(f"The same as {lag} years earlier: how well does it fit?", loc="left")
    ax.legend(loc="upper left", ncols=2, frameon=False)
    plt.show()



# %% [markdown]
# Judging by eye is slow, so somebody on the team has written a function. It runs and raises no error. Here
# it searches all lags from 0 to 30 for the best:

# %%
def draft_lag_error(values, lag):
    total = 0.0
    for t in range(len(values)):
        total = total + abs(values[t] - values[t - lag])
    return total / len(values)


draft_errors = {lag: draft_lag_error(sunspots, lag) for lag in range(31)}
best_draft_lag = min(draft_errors, key=draft_errors.get)
print(f"best lag: {best_draft_lag} years, average error: {draft_errors[best_draft_lag]}")

# %% [markdown]
# A perfect forecast of the Sun, over three centuries, in five lines. When a result is this good, do not
# celebrate; look for the place where the answer leaks into the question.
#
# **Think, then unfold:** what does the winning forecast for 1979 look at?
# <details><summary>Answer</summary>
#
# At the number of 1979 itself. With lag 0, `values[t - lag]` is `values[t]`: the answer sheet.
# </details>
#
# There is a **second** fault in the draft, for *every other* lag. At lag 1 it changes the result so little
# (18.15 where 18.20 is right) that nobody would see it; at lag 31 it is off by nearly a tenth. The tests of
# the next exercise will show it to you on a list of four numbers.

# %% [markdown]
# ### Exercise 3 · Mend the draft · ●●○ · 7 minutes
#
# Write `lag_error(values, lag)`, the draft without its faults.
#
# - **In:** `values`, a list of `float`, one a year, oldest first; `lag`, an `int`, in years.
# - **Out:** the average of `|values[t] - values[t - lag]|` over all years `t` that *have* a year `lag`
#   years before them in the list. The first `lag` years have none and are left out.
# - **Errors:** raise a `ValueError` if `lag` is below 1, or so large that no year is left to forecast, that
#   is, if `lag >= len(values)`.
#
# You may copy the draft into the stub, run the tests, and let their messages lead you.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Take four values and lag 1, and follow the draft by hand for `t = 0`. Which position does it read?
# (Warm-up, question A.)
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# At `t = 0` the draft reads `values[-1]`, the *last* year: it forecasts 1700 from 2008. Begin the loop at
# the first year that has a past, and divide by the number of years you really counted.
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# The loop is `for t in range(lag, len(values))`, which makes `len(values) - lag` rounds. Or, with slices:
# `values[lag:]` is what happened, `values[:-lag]` is what was forecast, and Exercise 2 does the rest.
# </details>

# %% solution="lag_error"
def lag_error(values: list[float], lag: int) -> float:
    """Return the mean absolute error of the forecast "the same as `lag` years earlier".

    >>> lag_error([10.0, 20.0, 40.0, 70.0], 2)
    40.0
    """
    ### BEGIN SOLUTION
    if lag < 1 or lag >= len(values):
        raise ValueError(f"with lag {lag}, no year can be forecast from an earlier one")
    total = 0.0
    for t in range(lag, len(values)):
        total = total + abs(values[t] - values[t - lag])
    return total / (len(values) - lag)
    ### END SOLUTION


# %% tests="lag_error" name="skips_years_without_past" points=2
_got = lag_error([10.0, 20.0, 40.0, 70.0], 1)
assert is_number(_got), f"for [10, 20, 40, 70] and lag 1 expected one number, got {shown(_got)}."
assert abs(float(_got) - 20.0) < 1e-4, (
    f"for [10, 20, 40, 70] and lag 1 the misses are 10, 20 and 30: expected 20, got {_got}. "
    "30? The loop also compares the first value, 10, with values[-1], the last one. "
    "15? There are three misses to add and to divide by. 25? The first year that has a past is left out. "
    "If you call average_error, does Exercise 2 pass?"
)
### BEGIN HIDDEN TESTS
_got, _error = outcome_of(lag_error, [10.0, 20.0, 40.0, 70.0], 3)
assert is_number(_got) and abs(float(_got) - 60.0) < 1e-4, (
    f"for [10, 20, 40, 70] and lag 3 there is one miss, 70 - 10: expected 60, got {shown(_error or _got)}. "
    "If you call average_error, does Exercise 2 pass?"
)
_rng = np.random.default_rng(3)
for _n, _lag in ((2, 1), (9, 4), (9, 8), (40, 13)):
    _x = _rng.uniform(-50, 150, size=_n)
    _want = float(np.mean(np.abs(_x[_lag:] - _x[:-_lag])))
    _got, _error = outcome_of(lag_error, _x.tolist(), _lag)
    assert is_number(_got) and abs(float(_got) - _want) < 1e-4, (
        f"for {_n} random values and lag {_lag} expected {_want:.4f}, got {shown(_error or _got)}: "
        f"compare values[t] with values[t - lag] for t from {_lag} to {_n - 1}, and average. "
        "If you call average_error, does Exercise 2 pass?"
    )
### END HIDDEN TESTS

# %% tests="lag_error" name="refuses_impossible_lags" points=1
_got, _error = outcome_of(lag_error, [10.0, 20.0, 40.0], 0)
assert _error is not None, (
    f"for lag 0, a year forecast from itself, expected a ValueError, but the function answered {_got!r}: test the lag "
    "first, and `raise`. An error that is returned is an answer too: it must be raised."
)
assert isinstance(_error, ValueError), (
    f"for lag 0, a year forecast from itself, expected a ValueError, but {_error!r} was raised: "
    "test the lag in the first lines, before anything else can fail."
)
### BEGIN HIDDEN TESTS
for _lag in (-1, -2, 3, 4, 50):
    _got, _error = outcome_of(lag_error, [10.0, 20.0, 40.0], _lag)
    _came = f"the answer was {_got!r}" if _error is None else f"{_error!r} was raised"
    assert isinstance(_error, ValueError), (
        f"for three values and lag {_lag} expected a ValueError to be raised, but {_came}: "
        "a lag below 1, or of len(values) or more, has nothing to compare."
    )
### END HIDDEN TESTS

# %% [markdown]
# Now the answer to the opening question. The last line is the yardstick: the error of always saying the
# average of all years (known only in hindsight, so the yardstick is a generous one).

# %%
for lag in (1, 5, 11):
    print(f"the same as {lag:2d} years earlier: average error {lag_error(sunspots, lag):.1f}")
sunspot_average = sum(sunspots) / len(sunspots)
yardstick = average_error(sunspots, [sunspot_average] * len(sunspots))
print(f"always the average, {sunspot_average:.1f}: average error {yardstick:.1f}")

# %% [markdown]
# If all you need is next year, last year is the best guide: an error of 18.2. But **five years ahead the
# freshest number is worse than a flat guess**: 57.9, against 32.7 for always saying the average. Half a cycle
# later, busy has become quiet. A number *six years older still*, from eleven years before, comes within
# 22.6. Fresh is not the same as useful.
#
# And Skylab? For 1979 itself, the number of five years earlier said 34.5, that of eleven years earlier 105.9;
# 155.4 came. The older number was too low as well, but it gave warning of an active Sun.
#
# Is 11 also the best of all lags? A picture will tell.

# %% [markdown]
# ## 5. A plot that a test can check
#
# In Matplotlib a plot is an object, an `Axes`, usually called `ax`. Methods draw on it (`ax.plot(x, y)`)
# and label it (`ax.set_xlabel("...")`, `ax.set_title("...")`); others tell what is there, and those a test
# can ask.
#
# ### Exercise 4 · Draw the errors · ●●○ · 10 minutes
#
# Write `plot_errors(ax, lags, errors)`, which draws on the Axes that it is given.
#
# - **In:** `ax`, an Axes; `lags`, a list of `int` in increasing order, which need not begin with 1;
#   `errors`, a list of `float`, one for each lag, whose smallest value occurs once.
# - **Draws:** one line through all points, with the lags on the horizontal axis and the errors on the
#   vertical one.
# - **Axis labels:** `lag (years)` and `average error (sunspot number)`.
# - **Vertical axis:** begins at 0, so that twice as high means twice as wrong, and the whole line is in
#   view.
# - **Title:** a short sentence of your own that contains the lag with the smallest error, as a whole
#   number, and no other number (leave the error out of the title).
# - **Out:** returns `ax`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Five calls on `ax` and a `return`. For the title, you have solved nearly the same problem in Exercise 1.
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# `ax.set_ylim(bottom=0)` fixes the lower end; call it after `ax.plot`, or the upper end is frozen before
# the line is known. The best lag is *not* the position of the smallest error, but the entry of `lags` at
# that position.
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# ```python
# best = lags[errors.index(min(errors))]
# ax.set_title(f"Looking back {best} years misses by least")
# ```
# </details>

# %% solution="plot_errors"
def plot_errors(ax: Axes, lags: list[int], errors: list[float]) -> Axes:
    """Draw the average error against the lag on `ax`, name the best lag in the title, return `ax`.

    >>> plot_errors(plt.subplots()[1], [3, 4, 5], [9.0, 7.0, 4.0]).get_xlabel()
    'lag (years)'
    """
    ### BEGIN SOLUTION
    best = lags[errors.index(min(errors))]
    ax.plot(lags, errors, marker="o", color="#0072B2")
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_ylim(bottom=0)
    ax.set_title(f"Looking back {best} years misses by least", loc="left")
    return ax
    ### END SOLUTION


# %% tests="plot_errors" name="draws_the_line" points=1
_figure, (_ax, _other) = plt.subplots(1, 2)
_got = plot_errors(_ax, [3, 4, 5, 6], [9.0, 7.0, 4.0, 8.0])
plt.close(_figure)
assert _got is _ax, f"expected the Axes that was given, got {_got!r}: does the function end with `return ax`?"
_lines = [np.asarray(_line.get_xydata(), dtype=float).tolist() for _line in _ax.lines]
assert [[3, 9], [4, 7], [5, 4], [6, 8]] in _lines, (
    f"expected a line through (3, 9), (4, 7), (5, 4), (6, 8); the lines on `ax` are {_lines}. "
    "If there are none: draw with ax.plot, not with plt.plot. Lags go along the horizontal axis."
)
### BEGIN HIDDEN TESTS
_lags = list(range(2, 22))
_errors = np.random.default_rng(4).uniform(5, 60, size=20).tolist()
_figure, (_ax, _other) = plt.subplots(1, 2)
_got, _error = outcome_of(plot_errors, _ax, _lags, _errors)
plt.close(_figure)
assert _got is _ax, f"for 20 lags from 2 to 21 expected the Axes that was given, got {_error or _got!r}."
assert any(
    np.shape(_line.get_xydata()) == (20, 2) and np.allclose(_line.get_xydata(), np.column_stack([_lags, _errors]))
    for _line in _ax.lines
), f"for 20 lags from 2 to 21 there is no line through all 20 points (lag, error); lines on `ax`: {len(_ax.lines)}."
### END HIDDEN TESTS

# %% tests="plot_errors" name="labels_and_zero" points=1
_figure, (_ax, _other) = plt.subplots(1, 2)
plot_errors(_ax, [3, 4, 5, 6], [9.0, 7.0, 4.0, 8.0])
plt.close(_figure)
assert _ax.has_data(), (
    "expected a line on `ax`, the Axes that was given, but nothing was drawn on it: "
    "use ax.plot, ax.set_xlabel and so on, not plt.plot and plt.xlabel."
)
assert str(_ax.get_xlabel()).strip().lower() == "lag (years)", (
    f"expected the x label 'lag (years)', got {_ax.get_xlabel()!r}: see ax.set_xlabel."
)
assert str(_ax.get_ylabel()).strip().lower() == "average error (sunspot number)", (
    f"expected the y label 'average error (sunspot number)', got {_ax.get_ylabel()!r}: see ax.set_ylabel."
)
_low, _high = (float(_end) for _end in _ax.get_ylim())
assert abs(_low) < 1e-9, f"expected a y axis that begins at 0, it begins at {_low:.2f}: see ax.set_ylim(bottom=0)."
assert _high >= 9.0, (
    f"the largest error is 9, and the y axis ends at {_high:.2f}: set the lower end after drawing the line."
)
### BEGIN HIDDEN TESTS
_figure, (_ax, _other) = plt.subplots(1, 2)
_got, _error = outcome_of(plot_errors, _ax, [1, 2, 3], [310.0, 450.0, 420.0])
plt.close(_figure)
assert _error is None, f"for the lags 1, 2, 3 and errors from 310 to 450 expected a plot, but {_error!r} was raised."
_low, _high = (float(_end) for _end in _ax.get_ylim())
assert abs(_low) < 1e-9 and _high >= 450.0, (
    f"for errors from 310 to 450 the y axis goes from {_low:.1f} to {_high:.1f}: it must hold 0 and all of the line."
)
### END HIDDEN TESTS

# %% tests="plot_errors" name="title_names_best_lag" points=1
_figure, (_ax, _other) = plt.subplots(1, 2)
plot_errors(_ax, [3, 4, 5, 6], [9.0, 7.0, 4.0, 8.0])
plt.close(_figure)
_title = " ".join(str(_ax.get_title(loc=_loc)) for _loc in ("left", "center", "right")).strip()
_numbers = {_word.strip(".") for _word in "".join(_c if _c in "0123456789." else " " for _c in _title).split()} - {""}
assert _numbers == {"5"}, (
    f"the smallest error, 4.0, belongs to lag 5: expected a title whose only number is 5, got {_title!r}. "
    "2 is the position in the list and 4.0 the error; 5.0 is not written as a whole number."
)
### BEGIN HIDDEN TESTS
for _lags, _errors, _want in (
    ([11, 12, 13, 14], [2.5, 3.0, 4.0, 1.5], "14"),
    ([20, 33, 46, 59], [7.5, 8.0, 9.5, 8.5], "20"),
    ([17, 23, 31], [90.0, 80.5, 95.0], "23"),
):
    _figure, (_ax, _other) = plt.subplots(1, 2)
    _got, _error = outcome_of(plot_errors, _ax, _lags, _errors)
    plt.close(_figure)
    assert _error is None, f"for the lags {_lags} and the errors {_errors} expected a plot, but {_error!r} was raised."
    _title = " ".join(str(_ax.get_title(loc=_loc)) for _loc in ("left", "center", "right")).strip()
    _numbers = {_word.strip(".") for _word in "".join(_c if _c in "0123456789." else " " for _c in _title).split()}
    assert _numbers - {""} == {_want}, (
        f"for the lags {_lags} and the errors {_errors} expected a title whose only number is {_want}, "
        f"got {_title!r}: is the lag taken from `lags`, at the position of the smallest error?"
    )
### END HIDDEN TESTS

# %% [markdown]
# Your function draws the lags that are known five years ahead. As it returns an Axes, the cell can go on
# drawing: the lags that are too fresh to be known, and the yardstick.

# %%
lags = list(range(1, 36))
errors_by_lag = [lag_error(sunspots, lag) for lag in lags]

figure, ax = plt.subplots(figsize=(9, 4.2))
ax = plot_errors(ax, lags[4:], errors_by_lag[4:])
ax.plot(lags[:5], errors_by_lag[:5], color="grey", linestyle=":", zorder=0)
ax.text(0.4, 5, "not yet known\nfive years ahead", color="dimgrey", fontsize=11)
ax.axhline(yardstick, color="#D55E00", linestyle="--", zorder=0)
ax.text(16.4, yardstick + 0.9, "always the average", color="#B04A00", ha="center", fontsize=11)
ax.set(xlim=(0, 36), xticks=range(0, 36, 5))
plt.show()

# %% [markdown]
# Nobody told the computer that the Sun has a cycle. It came out of the errors: the forecast is at its best
# after one turn, eleven years, with a second dip after two, at 22. It is at its worst half a turn off.
# Compare with the lag that you noted at the slider.

# %% [markdown]
# ## 6. The challenge: who peeks?
#
# Four forecasters, for a rematch: the last year again, and three new ones. Each is a function
# `forecaster(values, t)` that returns a forecast of `values[t]`. An **honest** one uses only what was known
# before: `values[0]` to `values[t - 1]`. One that uses `values[t]` or anything later **peeks**.

# %% locked="forecasters"
def last_year(values, t):
    return values[t - 1]


def half_the_trend(values, t):
    return values[t - 1] + 0.5 * (values[t - 1] - values[t - 2])


def smoothed(values, t):
    around = values[t - 1 : t + 2]
    return sum(around) / len(around)


def overall_average(values, t):
    return sum(values) / len(values)


forecasters = [last_year, half_the_trend, smoothed, overall_average]

# %%
for forecaster in forecasters:
    forecasts = [forecaster(sunspots, t) for t in range(2, len(sunspots))]
    print(f"{forecaster.__name__:16s} average error {average_error(sunspots[2:], forecasts):5.1f}")

# %% [markdown]
# `smoothed` wins by far, with an error of 5.5. `overall_average`, our yardstick, comes last, with 32.6 (from
# 1702 on, hence 32.6 and not 32.7).
#
# **Predict:** which of the four peek? The error gives one of them away, and hides another.
#
# Reading the code works for four short functions. A test does better, for it judges any function by what it
# *does*. The idea: nobody who is honest can notice a change in the future. So ask for a forecast, **change
# the future, and ask again**. Here it is by hand, for two of them:

# %%
original = [50.0, 60.0, 80.0, 70.0]
changed = [50.0, 60.0, 1080.0, 1070.0]  # the same up to t = 2, then another future
print("smoothed at t = 2: ", smoothed(original, 2), "and then", smoothed(changed, 2))
print("last_year at t = 2:", last_year(original, 2), "and then", last_year(changed, 2))

# %% [markdown]
# ### Exercise 5 · Catch the peekers · ●●● · 10 minutes
#
# Write `peeks(forecaster, values, t)`. A function can be passed to another function like any value; inside
# `peeks` you call it as `forecaster(values, t)`.
#
# - **In:** `forecaster`, a function of a list and a position that returns a number, and always the same
#   number for the same arguments; `values`, a list of `float`, any numbers of ordinary size, negative and 0
#   included; `t`, an `int`, at least 1 and below `len(values)`. A forecaster may read any position from 0 to
#   `len(values) - 1`, so a second list must be as long as the first.
# - **Out:** `True` if the forecast for position `t` depends on `values[t]` or on any later value, near or
#   far; `False` if it depends only on the values before `t`.
# - `values` itself must be the same after the call as before it: it belongs to the caller.
#
# You need not foresee the cunning of every forecaster. The peekers in the tests read single values of the
# list, add them or average them.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Build a second list: equal to `values` before position `t`, different in *every* place from `t` on. When
# are two forecasts proof?
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# `other = values` makes a second *name* for the same list, not a second list. Slices and `+` make new
# lists. Choose a change that changes any number: multiplying by 2, or writing 0, leaves a 0 as it was, and
# there are years without a single sunspot.
# </details>
# <details><summary>Hint 3: nearly the code</summary>
#
# ```python
# other = values[:t] + [value + 1000 for value in values[t:]]
# ```
#
# Return whether `forecaster(values, t)` differs from `forecaster(other, t)`.
# </details>

# %% solution="peeks"
def peeks(forecaster, values: list[float], t: int) -> bool:
    """Return True if the forecast of `values[t]` depends on `values[t]` or on anything later.

    >>> peeks(last_year, [50.0, 60.0, 80.0, 70.0], 2)
    False
    """
    ### BEGIN SOLUTION
    poisoned = values[:t] + [np.nan for _ in values[t:]]
    return forecaster(values, t) != forecaster(poisoned, t)
    ### END SOLUTION


# %% tests="peeks" name="catches_peekers" points=2
_got = peeks(smoothed, [50.0, 60.0, 80.0, 70.0], 2)
assert isinstance(_got, (bool, np.bool_)), f"expected True or False, got {shown(_got)}: return the result of a comparison."
assert bool(_got), (
    "`smoothed` reads values[t - 1] to values[t + 1]: expected True for [50, 60, 80, 70] and t = 2, got False. "
    "Is the second list really another list? Do the two forecasts come from different futures?"
)
### BEGIN HIDDEN TESTS
for _what, _peeker, _values, _t in (
    ("values[t]", lambda values, t: values[t], [5.0, 11.0, 16.0, 23.0], 2),
    ("values[t], where t is the last position", lambda values, t: values[t], [5.0, 11.0, 16.0, 23.0], 3),
    ("values[t + 1]", lambda values, t: values[t + 1], [5.0, 11.0, 16.0, 23.0, 36.0], 2),
    ("values[-1], the last value of all", lambda values, t: values[-1], [5.0, 11.0, 16.0, 23.0, 36.0], 1),
    ("values[t - 1] and values[t + 2]", lambda values, t: values[t - 1] + values[t + 2], [1.0, 2.0, 3.0, 4.0, 5.0], 2),
    ("the average of the whole list", lambda values, t: sum(values) / len(values), [4.0, 8.0, 3.0, 10.0], 2),
    ("values[t], and the future is a year without spots", lambda values, t: values[t], [3.0, 1.0, 0.0], 2),
    ("values[t], which happens to equal the year before", lambda values, t: values[t], [3.0, 7.0, 7.0, 7.0], 2),
    ("the average of the whole list, where all values are equal", overall_average, [7.0, 7.0, 7.0, 7.0], 2),
    ("values[t - 1] to values[t + 1], where all values are equal", smoothed, [7.0, 7.0, 7.0, 7.0], 2),
    ("values[t] plus 100, so that it is always wrong", lambda values, t: values[t] + 100, [3.0, 7.0, 9.0, 6.0], 1),
):
    _got, _error = outcome_of(peeks, _peeker, list(_values), _t)
    assert isinstance(_got, (bool, np.bool_)) and bool(_got), (
        f"a forecaster that reads {_what}: expected True for {_values} and t = {_t}, got {shown(_error or _got)}. "
        "Is the second list as long as the first, with every value from position t on changed, whatever it was?"
    )
### END HIDDEN TESTS

# %% tests="peeks" name="clears_the_honest" points=1
_got = peeks(last_year, [50.0, 60.0, 80.0, 70.0], 2)
assert isinstance(_got, (bool, np.bool_)), f"expected True or False, got {shown(_got)}: return the result of a comparison."
assert not bool(_got), (
    "`last_year` reads values[t - 1] and nothing else: expected False for [50, 60, 80, 70] and t = 2, got True. "
    "The values before position t must stay as they are."
)
### BEGIN HIDDEN TESTS
for _what, _honest, _values, _t in (
    ("values[t - 1]", lambda values, t: values[t - 1], [5.0, 11.0, 16.0, 23.0], 1),
    ("values[t - 1], right by luck", lambda values, t: values[t - 1], [7.0, 7.0, 7.0, 7.0], 2),
    ("values[0]", lambda values, t: values[0], [5.0, 11.0, 16.0, 23.0], 3),
    ("the average of the past", lambda values, t: sum(values[:t]) / t, [0.1, 0.2, 0.3, 0.4, 0.5], 3),
    ("no value at all", lambda values, t: 40.0, [5.0, 11.0, 16.0], 1),
    ("the trend of two years", lambda values, t: 2 * values[t - 1] - values[t - 2], [5.0, 11.0, 16.0, 2.0], 2),
):
    _got, _error = outcome_of(peeks, _honest, list(_values), _t)
    assert isinstance(_got, (bool, np.bool_)) and not bool(_got), (
        f"an honest forecaster, which reads {_what}: expected False for {_values} and t = {_t}, "
        f"got {shown(_error or _got)}. Only values from position t on may be changed, and being right is no proof."
    )
### END HIDDEN TESTS

# %% tests="peeks" name="leaves_values_alone" points=1
_values = [50.0, 60.0, 80.0, 70.0]
_got = peeks(smoothed, _values, 2)
assert isinstance(_got, (bool, np.bool_)), f"expected True or False, got {shown(_got)}: return the result of a comparison."
assert _values == [50.0, 60.0, 80.0, 70.0], (
    f"the caller's list was [50, 60, 80, 70] before the call and is {_values} after it: "
    "`other = values` is a second name for the same list; make a new list and change that."
)
### BEGIN HIDDEN TESTS
_values = [0.0, 3.0, 9.0, 4.0, 1.0]
_seen = []


def _noting_forecaster(values, t):
    _seen.append(t)
    return values[t - 1]


for _t in (1, 2, 4):
    _got, _error = outcome_of(peeks, _noting_forecaster, _values, _t)
    assert _error is None, f"for [0, 3, 9, 4, 1] and t = {_t} expected True or False, but {_error!r} was raised."
assert _values == [0.0, 3.0, 9.0, 4.0, 1.0], (
    f"after calls with t = 1, 2 and 4 the caller's list [0, 3, 9, 4, 1] has become {_values}: change a copy."
)
assert len(_seen) >= 3, "`peeks` never asked the forecaster for a forecast: call forecaster(values, t)."
### END HIDDEN TESTS

# %% [markdown]
# And the verdict:

# %%
for forecaster in forecasters:
    guilty = any(peeks(forecaster, sunspots, t) for t in range(2, len(sunspots)))
    print(f"{forecaster.__name__:16s} {'peeks' if guilty else 'honest'}")

# %% [markdown]
# `smoothed` won by averaging the answer into its forecast. `overall_average` peeks as well, and gained
# nothing by it: a poor result is no proof of honesty. With those two out, `half_the_trend` wins, honestly,
# with 14.8.
#
# In machine learning this fault is called **leakage**. It makes a model look excellent until the day it is
# used, when the future is not to be had, and it is among the most expensive mistakes of the trade. You have
# now met it in four disguises (lag 0, a negative index, a smoothed curve, an average over all years) and
# written the test that catches it.

# %% [markdown]
# ## 7. Validate, hand in, see your progress
#
# 1. **Restart and run all.** *Kernel → Restart Kernel and Run All Cells…* should reach the end.
# 2. **Validate.** The *Validate* button in the bar above the notebook saves it, runs it in a fresh kernel,
#    and lists each visible test that fails, with its message. It does not know the hidden tests: to
#    validate is necessary, not sufficient.
# 3. **Hand in.** This depends on how you study.
#    - *On your own:* there is nothing to hand in. Save (Ctrl+S, or Cmd+S) and open a terminal: *File → New →
#      Terminal*. It opens in the folder `work/`; type `cd ..` to go up to the course's folder, then
#      `make progress`. It grades your work with the hidden tests too, prints a table (how many exercises are
#      right, wrong and not attempted), and writes `reports/progress.html`: for each exercise the first
#      message that failed, and a map of the skills that you have proven.
#    - *In a class:* open *Nbgrader → Assignment List* in JupyterLab's menu. There you fetch lessons and, when
#      you are ready, *submit* them. You may submit again until the deadline; the last one counts.
# 4. **Read what failed, and try again.** A hidden test's code stays hidden; its message does not. There is
#    no limit and no penalty.
#
# **Nothing you type is overwritten.** `make lab` copies the lessons to `work/`, and never over a file that is
# there. When a lesson changes, its new version appears beside yours, here as `first_steps.new.ipynb`. Grading
# reads your file and works on a copy of its own. You may add cells, notes and experiments wherever you
# like. Only the tests and the cells marked read-only are put back to their original form before grading.
# The kernel knows one meaning for each name, so give a helper a name that says what it is for, and leave those
# that begin with an underscore, like `_got`, to the tests.

# %% [markdown]
# ## What you can do now
#
# - [x] **Fill in an exercise so that visible and hidden tests accept it.** At work, this is coding to a
#   specification: the edge cases are in the text, and somebody will try them.
# - [x] **Read a failing test's message and act on it.** Engineers do so many times a day. From the bottom:
#   what was tried, what was expected, what came, where to look.
# - [x] **Mend code that runs without complaint and is wrong.** The draft raised no error for three
#   centuries of data; four numbers and a test showed the fault.
# - [x] **Draw a plot that a test can check.** Functions that take and return an Axes are the building
#   blocks of every report.
# - [x] **Unmask a forecast that is too good to be true.** Before a model is put to use, this is the first
#   question to ask.
#
# ## Go further
#
# - [The JupyterLab interface](https://jupyterlab.readthedocs.io/en/stable/user/interface.html), from its
#   own guide: ten minutes that repay themselves in every later lesson.
# - [nbgrader's documentation](https://nbgrader.readthedocs.io/), on the tool that grades these lessons, to
#   see how a locked cell and a hidden test are made.
# - [Errors and exceptions](https://docs.python.org/3/tutorial/errors.html) in the Python tutorial: what
#   `raise`, `try` and `except` do in full.
# - [The sunspot number](https://www.sidc.be/SILSO/home) at the Royal Observatory of Belgium, where the
#   count goes on. How well does lag 11 do for the years after 2008?
