"""What grading records is what nbgrader's own autograde and generate_feedback record, row by row."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import RIGHT
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook

from coursekit.course import Course
from coursekit.execution import Executor, index_of
from coursekit.feedback_pages import FeedbackPages
from coursekit.grade import grade
from coursekit.gradebook import one_gradebook
from coursekit.release import nbgrader_api

Submit = Callable[..., Path]

# Every table, with names in the place of the random ids.
TABLES = {
    "course": "select id from course",
    "student": "select id, first_name, last_name, email from student",
    "submission": """
        select a.name, s.student_id, s.timestamp, s.extension
        from submitted_assignment s join assignment a on a.id = s.assignment_id""",
    "notebook": """
        select a.name, s.student_id, b.name, n.flagged, n.late_submission_penalty
        from submitted_notebook n join notebook b on b.id = n.notebook_id
        join submitted_assignment s on s.id = n.assignment_id join assignment a on a.id = s.assignment_id""",
    "grade": """
        select s.student_id, c.name, c.type, g.auto_score, g.manual_score, g.extra_credit,
        g.needs_manual_grade
        from grade g join base_cell c on c.id = g.cell_id join submitted_notebook n on n.id = g.notebook_id
        join submitted_assignment s on s.id = n.assignment_id""",
    "comment": """
        select s.student_id, c.name, c.type, k.auto_comment, k.manual_comment
        from comment k join base_cell c on c.id = k.cell_id join submitted_notebook n on n.id = k.notebook_id
        join submitted_assignment s on s.id = n.assignment_id""",
}


def rows(course: Course) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(course.gradebook)) as database:
        return {name: sorted(database.execute(query).fetchall(), key=repr) for name, query in TABLES.items()}


def files(course: Course) -> dict[str, tuple[str, bytes]]:
    """Return what grading wrote: permissions and contents by path."""
    return {
        str(path.relative_to(course.root)): (oct(path.stat().st_mode), path.read_bytes())
        for folder in (course.autograded, course.feedback)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def by_nbgrader(course: Course) -> None:
    """Grade as the formgrader's button and its feedback button do."""
    api = nbgrader_api(course)
    for folder in sorted(course.submitted.glob("*/averages")):
        student = folder.parent.name
        for answer in (
            api.autograde("averages", student, force=True, create=True),
            api.generate_feedback("averages", student, force=True),
        ):
            assert answer["success"], answer


def twin(course: Course) -> Course:
    """Return a copy of the course; nbgrader grades it, from the executions of the first."""
    root = course.root.with_name("twin")
    shutil.copytree(course.root, root)
    return Course(root)


def assert_the_same(ours: Course, theirs: Course) -> None:
    assert rows(ours) == rows(theirs)
    mine, wanted = files(ours), files(theirs)
    assert mine.keys() == wanted.keys()
    for path, (mode, content) in wanted.items():
        assert mine[path] == (mode, content), path


def _break_html(notebook: NotebookNode) -> None:
    """Leave elements open, close others that are not the student's, and name attributes oddly."""
    for text in ("</div></div><p>out", "<details><b>never closed", "a &lt; b <img src='x.png'> &nbsp;"):
        notebook.cells.append(nbformat.v4.new_markdown_cell(text, id=f"x{len(notebook.cells)}"))
    notebook.cells.append(nbformat.v4.new_raw_cell("raw text\n\n", id="raw"))
    notebook.cells.append(nbformat.v4.new_markdown_cell("the last", id="last"))


def _delete_and_double(notebook: NotebookNode) -> None:
    at = index_of(notebook, "mean-value")
    notebook.cells.insert(0, nbformat.from_dict({**notebook.cells[at], "id": "again"}))
    del notebook.cells[index_of(notebook, "median-even")]


def _strip(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})


def _show_things(notebook: NotebookNode) -> None:
    source = (
        "from IPython.display import HTML, Javascript, Markdown, display\n"
        "display(HTML('<table><tr><td>1</table></div>'), Markdown('*m*'))\nprint('\\x1b[31mred', '<&>')"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(source, id="shown"))


@pytest.fixture
def class_of_many_kinds(released: Course, submit: Submit) -> Course:
    submit("all_right", RIGHT)
    submit("all_right_too", RIGHT)
    submit("half", {"mean": RIGHT["mean"]})
    submit("blank")
    submit("wrong", {"mean": "def mean(x):\n    return 3.0"})
    submit("late", RIGHT).with_name("timestamp.txt").write_text("2026-10-02 18:00:00 UTC")
    submit("deleted_and_doubled", RIGHT, _delete_and_double)
    submit("stripped", {"mean": RIGHT["mean"]}, _strip)
    submit("broken_html", RIGHT, _break_html)
    submit("shows_things", RIGHT, _show_things)
    folder = submit("with_files", RIGHT).parent
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("my notes")
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "values.csv").write_text("forged")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_text("ignored")
    (folder / "other.ipynb").write_bytes((folder / "averages.ipynb").read_bytes())
    with Gradebook(f"sqlite:///{released.gradebook}") as gradebook:
        from datetime import datetime

        gradebook.update_or_create_student("half", first_name="Ada", last_name="L", email="a@example.org")
        gradebook.update_or_create_assignment("averages", duedate=datetime(2026, 10, 1))
    return released


def test_a_class_of_many_kinds(class_of_many_kinds: Course, executor: Executor) -> None:
    ours = class_of_many_kinds
    theirs = twin(ours)
    assert grade(ours, ["averages"], executor).refused == []
    shutil.copytree(ours.cache / "executed", theirs.cache / "executed")
    by_nbgrader(theirs)
    assert_the_same(ours, theirs)


def _by_hand(course: Course) -> None:
    """Give marks and comments as a person does in the formgrader."""
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        where = ("averages", "averages")
        gradebook.find_grade("mean-value", *where, "wrong").manual_score = 1.5
        gradebook.find_grade("median-odd", *where, "half").extra_credit = 0.5
        gradebook.find_comment("mean", *where, "wrong").manual_comment = "look at **n**"
        gradebook.find_comment("median", *where, "blank").manual_comment = "</div> try"
        gradebook.find_submission_notebook(*where, "half").flagged = True
        gradebook.db.commit()


def _again(course: Course) -> None:
    """Hand in again: better, and later; and let late work count nothing."""
    notebook = course.submitted / "wrong" / "averages" / "averages.ipynb"
    book = nbformat.read(notebook, as_version=4)
    book.cells[index_of(book, "median")].source = RIGHT["median"]
    nbformat.write(book, notebook)
    (course.submitted / "half" / "averages" / "timestamp.txt").write_text("2026-10-03 12:00:00 CET")
    settings = course.config_file.read_text()
    course.config_file.write_text(f"{settings}\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")


def test_marks_given_by_hand_resubmissions_and_late_penalties(
    class_of_many_kinds: Course, executor: Executor
) -> None:
    ours = class_of_many_kinds
    grade(ours, ["averages"], executor)
    theirs = twin(ours)
    for course in (ours, theirs):
        _by_hand(course)
        _again(course)
    grade(ours, ["averages"], executor, force=True)
    shutil.copytree(ours.cache / "executed", theirs.cache / "executed", dirs_exist_ok=True)
    by_nbgrader(theirs)
    assert_the_same(ours, theirs)
    marks = {(row[0], row[1]): row for row in rows(ours)["grade"]}
    assert marks["wrong", "mean-value"][3:] == (0.0, 1.5, None, 1)
    assert marks["wrong", "median-odd"][3] == 1.0
    penalties = {row[1]: row[4] for row in rows(ours)["notebook"]}
    assert penalties["late"] == 4.0
    assert penalties["half"] == 2.5


def test_a_notebook_that_is_missing_from_a_submission(course: Course, executor: Executor) -> None:
    source = course.source / "two"
    source.mkdir(parents=True)
    for number, name in enumerate(("one", "two")):
        cell = nbformat.v4.new_code_cell("assert True", id="t")
        cell.metadata["nbgrader"] = {
            "grade": True, "grade_id": f"t{number}", "locked": True, "points": 1,
            "schema_version": 3, "solution": False, "task": False,
        }  # fmt: skip
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), source / f"{name}.ipynb")
    api = nbgrader_api(course)
    assert api.generate_assignment("two", force=True, create=True)["success"]
    for student, name in (("both", "one"), ("both", "two"), ("first", "one")):
        target = course.submitted / student / "two" / f"{name}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(course.release / "two" / f"{name}.ipynb", target)
    assert grade(course, ["two"], executor).refused == []
    scores = {(row[0], row[1]): row[3] for row in rows(course)["grade"]}
    assert scores == {("both", "t0"): 1, ("both", "t1"): 1, ("first", "t0"): 1, ("first", "t1"): 0}


def test_a_failure_in_one_submission_leaves_nothing_of_it_and_stops_nobody(
    released: Course, submit: Submit, executor: Executor
) -> None:
    submit("ada", RIGHT)
    submit("dangling", RIGHT).with_name("gone.csv").symlink_to("/nowhere/gone.csv")
    submit("odd_time", RIGHT).with_name("timestamp.txt").write_text("half past nine")
    run = grade(released, ["averages"], executor)
    why = {result.student: result.why for result in run.refused}
    assert "gone.csv cannot be read" in why["dangling"]
    assert "nbgrader" in why["odd_time"]
    assert [row[0] for row in rows(released)["student"]] == ["ada"]
    assert not (released.autograded / "dangling" / "averages").exists()
    assert not (released.autograded / "odd_time" / "averages").exists()


def test_nbgraders_own_gradebook_comes_back(released: Course) -> None:
    from nbgrader.preprocessors import saveautogrades

    with one_gradebook(f"sqlite:///{released.gradebook}") as gradebook:
        assert saveautogrades.Gradebook("") is gradebook
    assert saveautogrades.Gradebook is Gradebook


def test_cells_are_rendered_once(
    released: Course, submit: Submit, executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[int] = []
    keep = FeedbackPages._keep

    def count(pages: FeedbackPages, position: int, piece: str) -> bool:
        rendered.append(bool(piece))
        return keep(pages, position, piece)

    monkeypatch.setattr(FeedbackPages, "_keep", count)
    submit("ada", RIGHT)
    submit("bob", {"mean": RIGHT["mean"]})
    submit("carl", RIGHT)
    grade(released, ["averages"], executor)
    cells = len(nbformat.read(released.autograded / "ada" / "averages" / "averages.ipynb", 4).cells)
    assert len(rendered) == 2 * cells  # carl's page is ada's
    assert cells < sum(rendered) < 1.5 * cells  # bob's differs in few
