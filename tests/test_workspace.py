"""A student's folder: new lessons arrive, nothing that is there is touched."""

import json
from pathlib import Path

import pytest

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.release import release
from coursekit.start_page import NAME, start_page
from coursekit.workspace import deliver, version_of, write_page


def mine(course: Course) -> Path:
    return course.work / "averages" / "averages.ipynb"


def change_lesson(course: Course, old: str = "What is typical?", new: str = "What is usual?") -> None:
    path = course.lesson_file("averages")
    path.write_text(path.read_text().replace(old, new))
    release(course)


def test_new_lessons_are_copied_with_their_data(released: Course) -> None:
    delivery = deliver(released, released.slugs)
    assert (delivery.new, delivery.updated) == (("averages",), ())
    assert mine(released).exists()
    assert (released.work / "averages" / "data" / "values.csv").exists()
    assert deliver(released, released.slugs).new == ()


@pytest.mark.parametrize("content", ["my work", "", '{"cells": []}'])
def test_a_students_file_is_never_touched(released: Course, content: str) -> None:
    deliver(released, released.slugs)
    mine(released).write_text(content)
    when = mine(released).stat().st_mtime_ns
    for _ in range(2):
        change_lesson(released)
        deliver(released, released.slugs)
    assert mine(released).read_text() == content
    assert mine(released).stat().st_mtime_ns == when


def test_a_changed_lesson_stands_beside_once(released: Course) -> None:
    deliver(released, released.slugs)
    notebook = json.loads(mine(released).read_text())
    notebook["cells"][0]["source"] = "my notes"
    mine(released).write_text(json.dumps(notebook))
    assert deliver(released, released.slugs).updated == ()
    change_lesson(released)
    beside = released.work / "averages" / "averages.new.ipynb"
    assert deliver(released, released.slugs).updated == (beside,)
    assert version_of(beside) != version_of(mine(released))
    assert deliver(released, released.slugs).updated == ()
    beside.write_text(beside.read_text().replace("usual", "my own words in the new one"))
    change_lesson(released, "What is usual?", "What is common?")
    assert deliver(released, released.slugs).updated == (beside.with_name("averages.new-2.ipynb"),)
    assert "my own words" in beside.read_text()


def test_a_changed_data_file_stands_beside(released: Course) -> None:
    deliver(released, released.slugs)
    (released.lesson_folder("averages") / "data" / "values.csv").write_text("value\n7\n")
    release(released)
    deliver(released, released.slugs)
    folder = released.work / "averages" / "data"
    assert (folder / "values.csv").read_text().startswith("value\n1\n")
    assert (folder / "values.new.csv").read_text() == "value\n7\n"


def test_the_start_page_shows_the_course_and_keeps_a_persons_changes(released: Course) -> None:
    text = start_page(released)
    assert "[Averages](averages/averages.ipynb)" in text
    assert "Write a mean and a median." in text
    assert "spreads" in text
    page = released.work / NAME
    assert write_page(page, text)
    assert write_page(page, text + "more\n")
    assert "more" in page.read_text()
    page.write_text(page.read_text() + "my notes\n")
    assert not write_page(page, text)
    assert "my notes" in page.read_text()


def test_a_full_disk_gets_one_clear_line(released: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(released.work))

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(CourseError, match="no space left on device"):
        deliver(released, released.slugs)
    assert not mine(released).exists()
