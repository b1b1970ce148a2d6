"""A self-paced student's marks, outcomes and skills."""

from pathlib import Path

import nbformat
from conftest import RIGHT

from coursekit.course import Course
from coursekit.execution import Executor, index_of
from coursekit.progress import grade_progress, write_progress_page
from coursekit.release import release
from coursekit.workspace import deliver


def work(course: Course, solutions: dict[str, str]) -> Path:
    deliver(course, course.slugs)
    path = course.work / "averages" / "averages.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for exercise, source in solutions.items():
        notebook.cells[index_of(notebook, exercise)].source = source
    nbformat.write(notebook, path)
    return path


def test_marks_outcomes_and_skills(released: Course, executor: Executor, tmp_path: Path) -> None:
    path = work(released, {"mean": RIGHT["mean"]})
    before = path.read_bytes()
    state = grade_progress(released, executor)
    result = state.results["averages"]
    assert (result.score, result.max_score) == (2, 4)
    assert result.outcome("mean") == "right"
    assert result.outcome("median") == "not attempted"
    assert state.skills["numbers.mean"].words == "1 of 2 exercises"
    assert state.skills["numbers.spread"].words == "lesson to come"
    assert path.read_bytes() == before
    page = write_progress_page(released, state, tmp_path / "page.html").read_text()
    assert "not attempted" in page
    assert "1 of 2 exercises" in page


def test_hidden_tests_count_and_their_message_is_shown(
    released: Course, executor: Executor, tmp_path: Path
) -> None:
    work(released, {"mean": "def mean(x):\n    return 3.0", "median": RIGHT["median"]})
    state = grade_progress(released, executor)
    assert state.results["averages"].outcome("mean") == "wrong"
    page = write_progress_page(released, state, tmp_path / "page.html").read_text()
    assert "for 5, 5, 5, 9 expected 6, got 3.0" in page


def test_all_right_proves_the_skill(released: Course, executor: Executor) -> None:
    work(released, RIGHT)
    state = grade_progress(released, executor)
    assert state.proven == 1
    assert state.skills["numbers.mean"].words == "proven"


def test_a_corrupt_notebook_is_named_and_kept(released: Course, executor: Executor) -> None:
    path = work(released, {})
    path.write_text('{"cells": [')
    state = grade_progress(released, executor)
    assert "broken JSON" in state.results["averages"].refused
    assert path.read_text() == '{"cells": ['


def test_a_changed_lesson_is_graded_as_it_is_now(released: Course, executor: Executor) -> None:
    work(released, RIGHT)
    grade_progress(released, executor)
    path = released.lesson_file("averages")
    path.write_text(path.read_text().replace('name="even" points=1', 'name="pairs" points=5'))
    release(released)
    assert grade_progress(released, executor).results["averages"].max_score == 8


def test_what_a_student_writes_is_escaped(released: Course, executor: Executor, tmp_path: Path) -> None:
    work(released, {"mean": "def mean(x):\n    raise ValueError('<script>alert(1)</script>')"})
    state = grade_progress(released, executor)
    page = write_progress_page(released, state, tmp_path / "page.html").read_text()
    assert "<script>" not in page
