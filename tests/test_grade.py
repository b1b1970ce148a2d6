"""Grading a class: right marks, nothing lost, and a broken submission stops nobody else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import nbgrader
import pytest
from conftest import RIGHT
from nbformat.notebooknode import NotebookNode

from coursekit.course import Course
from coursekit.execution import Executor, index_of
from coursekit.grade import GradingRun, grade
from coursekit.release import nbgrader_api
from coursekit.results import read_results

Submit = Callable[..., Path]


def scores(course: Course) -> dict[str, float]:
    results = read_results(course, ["averages"])
    return {student: result.score for (student, _), result in results.results.items()}


def repairs(run: GradingRun, student: str) -> str:
    return " ".join(n for r in run.results if r.student == student for n in r.repairs)


def test_marks_are_right_and_in_nbgraders_gradebook(
    released: Course, submit: Submit, executor: Executor
) -> None:
    from nbgrader.api import Gradebook

    submit("all_right", RIGHT)
    submit("half", {"mean": RIGHT["mean"]})
    submit("blank")
    submit(
        "wrong",
        {
            "mean": "def mean(x):\n    return 3.0",
            "median": "def median(x):\n    return sorted(x)[len(x) // 2]",
        },
    )
    run = grade(released, ["averages"], executor)
    assert run.refused == []
    assert scores(released) == {"all_right": 4, "half": 2, "blank": 0, "wrong": 1}
    with Gradebook(f"sqlite:///{released.gradebook}") as gradebook:
        assert gradebook.find_submission("averages", "half").score == 2
    results = read_results(released, ["averages"]).results
    assert results["blank", "averages"].outcome("mean") == "not attempted"
    assert results["wrong", "averages"].outcome("mean") == "wrong"
    assert results["half", "averages"].outcome("mean") == "right"


def test_feedback_shows_messages_and_no_hidden_code(
    released: Course, submit: Submit, executor: Executor
) -> None:
    submit("wrong", {"mean": "def mean(x):\n    return 3.0"})
    grade(released, ["averages"], executor)
    text = (released.feedback / "wrong" / "averages" / "averages.html").read_text()
    assert "for 5, 5, 5, 9 expected 6, got 3.0" in text
    assert "_hidden" not in text
    assert "BEGIN HIDDEN" not in text


def test_the_cells_of_graded_work_are_numbered_as_they_ran(
    released: Course, submit: Submit, executor: Executor
) -> None:
    submit("ada", RIGHT)
    grade(released, ["averages"], executor)
    graded = nbformat.read(released.autograded / "ada" / "averages" / "averages.ipynb", as_version=4)
    counts = [cell.execution_count for cell in graded.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))


def test_unchanged_submissions_are_not_run_again(
    released: Course, submit: Submit, executor: Executor
) -> None:
    path = submit("ada", RIGHT)
    submit("bob")
    assert grade(released, ["averages"], executor).executed == 2
    again = grade(released, ["averages"], executor)
    assert again.executed == 0
    assert {result.status for result in again.results} == {"unchanged"}
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[index_of(notebook, "mean")].source = "def mean(x):\n    return 0.0"
    nbformat.write(notebook, path)
    changed = grade(released, ["averages"], executor)
    assert {r.student: r.status for r in changed.results} == {"ada": "graded", "bob": "unchanged"}
    assert scores(released)["ada"] == 2
    assert grade(released, ["averages"], executor, force=True).executed == 2


def test_equal_submissions_run_once(released: Course, submit: Submit, executor: Executor) -> None:
    for number in range(5):
        submit(f"s{number}", RIGHT)
    run = grade(released, ["averages"], executor)
    assert (run.executed, run.shared) == (1, 4)
    assert set(scores(released).values()) == {4}


def test_a_manual_mark_survives_grading_again(released: Course, submit: Submit, executor: Executor) -> None:
    from nbgrader.api import Gradebook

    submit("ada", {"mean": "def mean(x):\n    return 3.0"})
    grade(released, ["averages"], executor)
    with Gradebook(f"sqlite:///{released.gradebook}") as gradebook:
        gradebook.find_grade("mean-value", "averages", "averages", "ada").manual_score = 1.5
        gradebook.db.commit()
    grade(released, ["averages"], executor, force=True)
    assert scores(released)["ada"] == 1.5


BROKEN = {
    "cut_off": (b'{"cells": [', "broken JSON"),
    "empty": (b"", "broken JSON"),
    "not_utf8": (b"\xff\xfe{}", "not UTF-8"),
    "other_json": (b'{"a": 1}', "not a notebook"),
    "deep": (b"[" * 100_000, "nested too deeply"),
    "no_cells": (
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 3}',
        "no valid notebook",
    ),
    "future_version": (
        b'{"nbformat": 99, "nbformat_minor": 0, "metadata": {}, "cells": []}',
        "no valid notebook",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_named_and_stops_nobody(
    released: Course, submit: Submit, executor: Executor, case: str
) -> None:
    content, words = BROKEN[case]
    submit("ada", RIGHT)
    path = submit(case)
    path.write_bytes(content)
    run = grade(released, ["averages"], executor)
    [refused] = run.refused
    assert refused.student == case
    assert words in refused.why
    assert "\n" not in refused.why
    assert path.read_bytes() == content
    assert scores(released)["ada"] == 4


def test_a_misnamed_notebook_is_named(released: Course, submit: Submit, executor: Executor) -> None:
    path = submit("ada", RIGHT)
    path.rename(path.with_name("averages (1).ipynb"))
    [refused] = grade(released, ["averages"], executor).refused
    assert "only averages (1).ipynb" in refused.why


def _delete(grade_id: str) -> Callable[[NotebookNode], None]:
    def change(notebook: NotebookNode) -> None:
        del notebook.cells[index_of(notebook, grade_id)]

    return change


def _delete_all_graded(notebook: NotebookNode) -> None:
    notebook.cells = [
        c for c in notebook.cells if "nbgrader" not in c.metadata or c.metadata.nbgrader.solution
    ]


def _duplicate(notebook: NotebookNode) -> None:
    at = index_of(notebook, "mean-value")
    notebook.cells.insert(at, nbformat.from_dict(notebook.cells[at]))


def _move_tests_up(notebook: NotebookNode) -> None:
    notebook.cells.insert(0, notebook.cells.pop(index_of(notebook, "mean-value")))


def _strip_metadata(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})


def _strip_metadata_and_ids(notebook: NotebookNode) -> None:
    _strip_metadata(notebook)
    for number, cell in enumerate(notebook.cells):
        if "def " not in cell.source:
            cell.id = f"x{number}"


def _change_points(notebook: NotebookNode) -> None:
    notebook.cells[index_of(notebook, "mean-value")].metadata.nbgrader.points = 100


def _retype(notebook: NotebookNode) -> None:
    cell = notebook.cells[index_of(notebook, "mean-value")]
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def _edit_test(notebook: NotebookNode) -> None:
    notebook.cells[index_of(notebook, "mean-value")].source = "assert True"


def _break_data_cell(notebook: NotebookNode) -> None:
    notebook.cells[index_of(notebook, "data")].source = "values = []"


def _unmark_grade(notebook: NotebookNode) -> None:
    notebook.cells[index_of(notebook, "mean-value")].metadata.nbgrader.grade = False


def _other_kernel(notebook: NotebookNode) -> None:
    notebook.metadata.kernelspec = {"name": "julia", "display_name": "J", "language": "julia"}


def _extra_cells(notebook: NotebookNode) -> None:
    notebook.cells.insert(3, nbformat.v4.new_code_cell("print('mine')"))
    notebook.cells.append(nbformat.v4.new_markdown_cell("my notes"))


MALTREATED: dict[str, tuple[Callable[[NotebookNode], None], str]] = {
    "deleted_test": (_delete("mean-value"), "`mean-value` was missing"),
    "deleted_last_test": (_delete("median-even"), "`median-even` was missing"),
    "deleted_data": (_delete("data"), "`data` was missing"),
    "deleted_all_tests": (_delete_all_graded, "`median-odd` was missing"),
    "duplicated_test": (_duplicate, "there twice"),
    "moved_test": (_move_tests_up, "another order"),
    "stripped_metadata": (_strip_metadata, "had lost its grading data"),
    "stripped_metadata_and_ids": (_strip_metadata_and_ids, "had lost its grading data"),
    "changed_points": (_change_points, "`mean-value` was restored"),
    "unmarked_grade": (_unmark_grade, "`mean-value` was restored"),
    "retyped_test": (_retype, "had become a markdown cell"),
    "edited_test": (_edit_test, ""),
    "broken_data_cell": (_break_data_cell, ""),
    "other_kernel": (_other_kernel, ""),
    "extra_cells": (_extra_cells, ""),
}


@pytest.mark.parametrize("case", MALTREATED)
def test_a_maltreated_notebook_gets_the_marks_of_its_answers(
    released: Course, submit: Submit, executor: Executor, case: str
) -> None:
    change, note = MALTREATED[case]
    path = submit(case, RIGHT, change)
    submit("wrong_too", {"mean": "def mean(x):\n    return 3.0"}, change)
    before = path.read_bytes()
    run = grade(released, ["averages"], executor)
    assert run.refused == []
    assert scores(released) == {case: 4, "wrong_too": 0}
    assert note in repairs(run, case)
    assert path.read_bytes() == before


def test_a_deleted_solution_loses_only_its_exercise(
    released: Course, submit: Submit, executor: Executor
) -> None:
    submit("ada", RIGHT, _delete("mean"))
    grade(released, ["averages"], executor)
    assert scores(released) == {"ada": 2}


def test_formgraders_button_grades_too(released: Course, submit: Submit) -> None:
    submit("ada", RIGHT, _delete("mean-value"))
    answer = nbgrader_api(released).autograde("averages", "ada", force=True, create=True)
    assert answer["success"], answer
    graded = released.autograded / "ada" / "averages" / "averages.ipynb"
    assert "`mean-value` was missing and was put back" in graded.read_text()


NBGRADER_FILES = Path(nbgrader.__file__).parent / "tests"
# nbgrader's fixtures that have to do with broken or cheating submissions, for the assignment of
# submitted-unchanged.ipynb, in which a blank submission earns 1 point and the changed one 2.
NBGRADER_FIXTURES = [
    "apps/files/submitted-unchanged.ipynb",
    "apps/files/submitted-changed.ipynb",
    "apps/files/submitted-grade-cell-changed.ipynb",
    "apps/files/submitted-locked-cell-changed.ipynb",
    "apps/files/submitted-cheat-attempt.ipynb",
    "apps/files/submitted-cheat-attempt-alternative.ipynb",
    "apps/files/infinite-loop.ipynb",
    "apps/files/test-v0-invalid.ipynb",
    "apps/files/too-new.ipynb",
    "preprocessors/files/duplicate-grade-ids.ipynb",
    "preprocessors/files/blank-grade-id.ipynb",
    "preprocessors/files/blank-points.ipynb",
    "preprocessors/files/no-cell-type.ipynb",
    "preprocessors/files/bad-markdown-cell-1.ipynb",
    "preprocessors/files/submitted-answer-cell-type-changed.ipynb",
    "preprocessors/files/submitted-grade-cell-type-changed.ipynb",
    "preprocessors/files/long-output.ipynb",
    "preprocessors/files/infinite-recursion.ipynb",
]


def test_nbgraders_broken_and_cheating_submissions(course: Course, tmp_path: Path) -> None:
    from coursekit.engine.executor import ForkExecutor

    source = course.source / "ps1"
    source.mkdir(parents=True)
    shutil.copy(NBGRADER_FILES / "apps/files/submitted-unchanged.ipynb", source / "p1.ipynb")
    assert nbgrader_api(course).generate_assignment("ps1", force=True, create=True)["success"]
    for name in NBGRADER_FIXTURES:
        folder = course.submitted / Path(name).stem / "ps1"
        folder.mkdir(parents=True)
        shutil.copy(NBGRADER_FILES / name, folder / "p1.ipynb")
    run = grade(course, ["ps1"], ForkExecutor(cell_timeout=3))
    statuses = {result.student: result for result in run.results}
    for name in NBGRADER_FIXTURES:
        result = statuses[Path(name).stem]
        assert result.status in ("graded", "refused"), name
        assert (result.why != "") == (result.status == "refused"), name
        assert "\n" not in result.why
    found = {student: r.score for (student, _), r in read_results(course, ["ps1"]).results.items()}
    blank = found["submitted-unchanged"]
    assert found["submitted-changed"] > blank
    for cheat in ("submitted-cheat-attempt", "submitted-cheat-attempt-alternative"):
        assert found[cheat] == blank, "the cheat earns something"
    for restored in ("submitted-grade-cell-type-changed", "submitted-locked-cell-changed"):
        assert statuses[restored].status == "graded"
