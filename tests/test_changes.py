"""Grading again runs what has changed, says why, and tells which marks are not what they were."""

from collections.abc import Callable
from pathlib import Path

import nbformat
from conftest import RIGHT, course_command

from coursekit.changes import TOTAL, changed_marks, tell
from coursekit.course import Course
from coursekit.execution import Executor, index_of
from coursekit.grade import grade
from coursekit.release import release
from coursekit.results import read_results

Submit = Callable[..., Path]
LESSON = ("averages",)


def make_median_even_impossible(course: Course) -> None:
    path = course.lesson_file("averages")
    text = path.read_text()
    path.write_text(text.replace("assert float(_got) == 3.0", "assert float(_got) == 3.5"))
    assert path.read_text() != text


def graded_and_told(course: Course, executor: Executor, force: bool = False) -> dict[str, list[str]]:
    """Grade, and return by student what has changed, as `course grade` does."""
    grade(course, LESSON, executor, force=force)
    results = read_results(course, LESSON)
    found: dict[str, list[str]] = {}
    for change in changed_marks(course, results):
        found.setdefault(change.student, []).append(f"{change.what} {change.old:g} {change.new:g}")
    tell(course, results)
    return found


def test_a_changed_lesson_regrades_and_tells_what_changed(
    released: Course, submit: Submit, executor: Executor
) -> None:
    submit("ada", RIGHT)
    submit("bob", {"mean": RIGHT["mean"]})
    assert graded_and_told(released, executor) == {}
    make_median_even_impossible(released)
    release(released)
    assert graded_and_told(released, executor) == {"ada": ["median-even 1 0", f"{TOTAL} 4 3"]}
    assert graded_and_told(released, executor) == {}
    assert graded_and_told(released, executor, force=True) == {}


def test_marks_given_by_hand_stay_and_are_no_change_of_grading(
    released: Course, submit: Submit, executor: Executor
) -> None:
    from nbgrader.api import Gradebook

    submit("ada", RIGHT)
    graded_and_told(released, executor)
    with Gradebook(f"sqlite:///{released.gradebook}") as gradebook:
        gradebook.find_grade("median-even", "averages", "averages", "ada").manual_score = 0.5
        gradebook.db.commit()
    assert graded_and_told(released, executor) == {}
    make_median_even_impossible(released)
    release(released)
    graded_and_told(released, executor)
    result = read_results(released, LESSON).results["ada", "averages"]
    assert (result.score, result.scores["median-even"]) == (3.5, 0.5)


def test_what_a_run_that_was_cut_short_changed_is_told_by_the_next(
    released: Course, submit: Submit, executor: Executor
) -> None:
    submit("ada", RIGHT)
    graded_and_told(released, executor)
    make_median_even_impossible(released)
    release(released)
    grade(released, LESSON, executor)  # the power fails before the report
    assert graded_and_told(released, executor) == {"ada": ["median-even 1 0", f"{TOTAL} 4 3"]}


def test_the_command_says_what_was_graded_and_why(released: Course, submit: Submit) -> None:
    path = submit("ada", {"mean": RIGHT["mean"]})
    submit("bob", RIGHT)
    root = released.root
    assert "2 graded in" in course_command(root, "grade").stdout
    again = course_command(root, "grade").stdout
    assert "0 graded" in again
    assert "2 unchanged and not run again (--force does)" in again
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[index_of(notebook, "median")].source = RIGHT["median"]
    nbformat.write(notebook, path)
    better = course_command(root, "grade").stdout
    assert "ada, averages, median-odd: 0 → 1 (handed in again)" in better
    assert "ada, averages, in all: 2 → 4 (handed in again)" in better
    assert "(1 handed in again), 1 unchanged" in better
    make_median_even_impossible(released)
    stricter = course_command(root, "grade")
    assert "(2 because the lesson has changed)" in stricter.stdout
    assert "bob, averages, median-even: 1 → 0 (the lesson has changed)" in stricter.stdout
    page = (released.reports / "class.html").read_text()
    assert "Marks that have changed since the last report" in page
    forced = course_command(root, "grade", "--force").stdout
    assert "(2 asked for)" in forced
    assert "→" not in forced
    assert "Marks that have changed" not in (released.reports / "class.html").read_text()
