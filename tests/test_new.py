"""`course new` makes a lesson that passes the format checks, and lists it."""

import pytest

from coursekit.check import check, check_course
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.execution import Executor
from coursekit.lesson import read_lesson
from coursekit.new import new_lesson


@pytest.mark.parametrize("slug", ["modes", "spreads"])
def test_the_skeleton_passes_the_format_checks(course: Course, slug: str) -> None:
    path = new_lesson(course, "01_numbers", slug)
    fresh = Course(course.root)
    assert read_lesson(path).slug == slug
    assert fresh.slugs == ("averages", slug)
    assert slug not in fresh.planned
    faults = [text for text in check_course(fresh) if "numbers.spread" not in text]
    assert faults == []


def test_the_skeletons_grader_is_right(course: Course, executor: Executor) -> None:
    new_lesson(course, "01_numbers", "modes")
    [result] = check(Course(course.root), ["modes"], executor)
    assert result.reference == (1, 1)
    assert result.release == (0, 1)
    assert all("answers" in text for text in result.faults)  # the banks are still to be written


@pytest.mark.parametrize(
    ("folder", "slug", "words"),
    [
        ("09_nothing", "modes", "there is no module"),
        ("01_numbers", "Modes!", "is not a slug"),
        ("01_numbers", "averages", "exists"),
    ],
)
def test_what_cannot_be_made_is_said(course: Course, folder: str, slug: str, words: str) -> None:
    before = (course.curriculum / "curriculum.toml").read_text()
    with pytest.raises(CourseError, match=words):
        new_lesson(course, folder, slug)
    assert (course.curriculum / "curriculum.toml").read_text() == before
