"""From lesson files to notebooks: metadata, stable ids, equal bytes, nothing extra."""

from pathlib import Path

import nbformat
import pytest

from coursekit.build import build, notebook_text, to_notebook, version
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.lesson import read_lesson


def test_markers_become_nbgrader_metadata(course: Course) -> None:
    build(course)
    notebook = nbformat.read(course.source / "averages" / "averages.ipynb", as_version=4)
    found = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader for c in notebook.cells if c.metadata}
    assert list(found) == ["data", "mean", "mean-value", "median", "median-odd", "median-even"]
    assert (found["data"].locked, found["data"].grade, found["data"].solution) == (
        True,
        False,
        False,
    )
    assert (found["mean"].locked, found["mean"].grade, found["mean"].solution) == (
        False,
        False,
        True,
    )
    tests = found["mean-value"]
    assert (tests.locked, tests.grade, tests.solution, tests.points) == (True, True, False, 2)
    assert notebook.metadata.kernelspec.name == "python3"
    nbformat.validate(notebook)


def test_ids_are_stable_when_another_section_changes(course: Course) -> None:
    path = course.lesson_file("averages")
    before = {cell.id for cell in to_notebook(read_lesson(path)).cells}
    path.write_text(
        path.read_text().replace(
            "# ## The middle", "# ## An aside\n# %%\n1\n# %% [markdown]\n# ## The middle"
        )
    )
    after = {cell.id for cell in to_notebook(read_lesson(path)).cells}
    assert before < after


def test_building_twice_gives_the_same_bytes_and_does_nothing(course: Course) -> None:
    target = course.source / "averages" / "averages.ipynb"
    assert build(course) == ["averages"]
    first, when = target.read_bytes(), target.stat().st_mtime_ns
    assert build(course) == []
    assert target.stat().st_mtime_ns == when
    target.unlink()
    assert build(course) == ["averages"]
    assert target.read_bytes() == first


def test_a_changed_lesson_and_changed_data_are_built_again(course: Course) -> None:
    build(course)
    path = course.lesson_file("averages")
    path.write_text(path.read_text().replace("What is typical?", "What is usual?"))
    assert build(course) == ["averages"]
    (path.parent / "data" / "values.csv").write_text("value\n3\n")
    assert build(course) == ["averages"]
    assert (course.source / "averages" / "data" / "values.csv").read_text() == "value\n3\n"


def test_a_damaged_notebook_in_source_is_mended(course: Course) -> None:
    build(course)
    target = course.source / "averages" / "averages.ipynb"
    target.write_text("damaged")
    build(course)
    assert target.read_text() == notebook_text(to_notebook(read_lesson(course.lesson_file("averages"))))


def test_answers_never_reach_source(course: Course) -> None:
    build(course)
    names = {p.name for p in course.source.rglob("*") if p.is_file()}
    assert names == {"averages.ipynb", "values.csv"}


def test_a_stranger_in_source_is_refused(course: Course) -> None:
    build(course)
    stranger = course.source / "averages" / "solutions.txt"
    stranger.write_text("42")
    with pytest.raises(CourseError, match="handed to students") as caught:
        build(course)
    assert caught.value.file == stranger


def test_the_version_changes_with_what_students_or_graders_see(course: Course) -> None:
    path = course.lesson_file("averages")
    before = version(read_lesson(path))
    text = path.read_text()
    path.write_text(text.replace("minutes: 20", "minutes: 30"))
    assert version(read_lesson(path)) == before
    path.write_text(text.replace("points=2", "points=3"))
    assert version(read_lesson(path)) != before


def test_a_read_only_folder_gets_one_clear_line(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(course.source))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(CourseError, match="permission denied"):
        build(course)
