"""The students' version: made by nbgrader, free of solutions and hidden tests."""

import json

import nbformat
import pytest

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.release import leaks, nbgrader_api, release


def test_release_holds_stubs_and_no_solution(released: Course) -> None:
    path = released.release / "averages" / "averages.ipynb"
    text = path.read_text()
    assert "raise NotImplementedError()" in text
    assert "total_of_values" not in text
    assert "_hidden" not in text
    assert leaks(released, "averages") == []


def test_release_does_only_what_changed(released: Course) -> None:
    assert release(released) == []
    path = released.lesson_file("averages")
    path.write_text(path.read_text().replace("What is typical?", "What is usual?"))
    assert release(released) == ["averages"]
    assert release(released) == []


@pytest.mark.parametrize(
    "planted",
    ["total_of_values = sum(x)", "_hidden = mean([5.0, 5.0, 5.0, 9.0])", "### BEGIN HIDDEN TESTS"],
)
@pytest.mark.parametrize("place", ["source", "output", "metadata", "data"])
def test_a_planted_leak_is_found(released: Course, planted: str, place: str) -> None:
    path = released.release / "averages" / "averages.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = notebook.cells[-1]
    if place == "source":
        cell.source += f"\n{planted}"
    elif place == "output":
        cell.outputs = [nbformat.v4.new_output("stream", text=planted)]
    elif place == "metadata":
        cell.metadata["note"] = planted
    else:
        (path.parent / "data" / "notes.txt").write_text(planted)
    path.write_text(json.dumps(notebook))
    faults = leaks(released, "averages")
    assert faults
    assert planted[:30] in faults[0].fault


def test_an_unexpected_file_is_found(released: Course) -> None:
    (released.release / "averages" / "answers.py").write_text("x = 1\n")
    assert "unexpected file" in leaks(released, "averages")[0].fault


def test_a_lesson_whose_markers_leak_is_not_released(course: Course) -> None:
    path = course.lesson_file("averages")
    text = path.read_text()
    path.write_text(text + "\n# %%\nif True:\n    x = [1.0]\n    total_of_values = sum(x) + 0\n")
    release(course)  # a line that the lesson itself shows elsewhere is no secret
    path.write_text(
        text.replace(
            '# %% solution="mean"',
            '# %% locked="shown"\n# total_of_values = sum(x)\n\n# %% solution="mean"',
        )
    )
    assert release(course) == ["averages"]


def test_other_graded_cells_than_students_submitted_are_refused(released: Course) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{released.gradebook}") as gradebook:
        gradebook.update_or_create_student("ada")
        gradebook.update_or_create_submission("averages", "ada")
    path = released.lesson_file("averages")
    path.write_text(path.read_text().replace('name="even"', 'name="pairs"'))
    with pytest.raises(CourseError, match="other graded cells") as caught:
        release(released)
    assert "gradebook.db" in caught.value.remedy
    with Gradebook(f"sqlite:///{released.gradebook}") as gradebook:
        assert gradebook.find_submission("averages", "ada")


def test_the_course_uses_nbgraders_own_settings(released: Course) -> None:
    api = nbgrader_api(released)
    assert api.coursedir.root == str(released.root)
    assert api.coursedir.course_id == "ml_engineer"
