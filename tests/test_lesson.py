"""Every mistake in a lesson file is refused with its line and a remedy."""

from pathlib import Path

import pytest

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.lesson import read_lesson

MISTAKES = {
    "unknown_marker": ('# %% solution="mean"', '# %% solutoin="mean"', "unknown cell marker", 21),
    "title_marker": ('# %% solution="mean"', "# %% the mean", "unknown cell marker", 21),
    "tests_without_solution": (
        '# %% solution="mean"',
        "# %%",
        "stands in the wrong kind of cell",
        21,
    ),
    "tests_of_another_name": ('# %% tests="mean"', '# %% tests="maen"', "without a solution", 29),
    "duplicated_id": ('name="even"', 'name="odd"', "is used twice", 60),
    "points_missing": ('name="value" points=2', 'name="value"', "have no points", 29),
    "points_no_number": ("points=2", 'points="two"', "is no number", 29),
    "points_zero": ("points=2", "points=0", "is not positive", 29),
    "name_missing": (' name="value"', "", "have no valid name", 29),
    "missing_stub": (
        "    ### BEGIN SOLUTION\n    total_of_values = sum(x)\n    return total_of_values / len(x)\n"
        "    ### END SOLUTION",
        "    return sum(x) / len(x)",
        "leaves no stub",
        21,
    ),
    "region_not_closed": ("    ### END SOLUTION", "", "is not closed", 21),
    "region_misspelt": (
        "### BEGIN HIDDEN TESTS",
        "### BEGIN HIDEN TESTS",
        "unknown region mark",
        29,
    ),
    "missing_header_key": ("# minutes: 20\n", "", "lacks 'minutes'", 1),
    "unknown_header_key": (
        "# minutes: 20",
        "# minuts: 20\n# minutes: 20",
        "unknown key 'minuts'",
        1,
    ),
    "minutes_out_of_range": ("# minutes: 20", "# minutes: 2000", "minutes is 2000", 1),
    "minutes_only_for_a_project": ("# minutes: 20", "# minutes: 150", "minutes is 150", 1),
    "difficulty_out_of_range": ("# difficulty: 1", "# difficulty: 9", "difficulty is 9", 1),
    "proves_no_exercise": ("[mean, median]", "[mean, mode]", "which is no exercise here", 1),
    "uncommented_markdown": ("# What is typical?", "What is typical?", "is not a comment", 14),
    "header_not_closed": ("# ---\n\n# %% [markdown]", "\n# %% [markdown]", "is not closed", 1),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_refused_with_file_line_fault_and_remedy(course: Course, mistake: str) -> None:
    old, new, fault, line = MISTAKES[mistake]
    path = course.lesson_file("averages")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(CourseError) as caught:
        read_lesson(path)
    assert fault in caught.value.fault
    assert caught.value.line == line
    assert caught.value.file == path
    assert caught.value.remedy


def test_no_tests_for_an_exercise(course: Course) -> None:
    path = course.lesson_file("averages")
    path.write_text(path.read_text().replace('# %% tests="mean" name="value" points=2', "# %%"))
    with pytest.raises(CourseError, match="wrong kind of cell"):
        read_lesson(path)


def test_missing_file_and_missing_header(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="missing"):
        read_lesson(tmp_path / "nothing.py")
    (tmp_path / "bare.py").write_text("print(1)\n")
    with pytest.raises(CourseError, match="no header"):
        read_lesson(tmp_path / "bare.py")


def test_a_sound_lesson_is_read(course: Course) -> None:
    lesson = read_lesson(course.lesson_file("averages"))
    assert lesson.exercises == ("mean", "median")
    assert [cell.grade_id for cell in lesson.graded] == ["mean-value", "median-odd", "median-even"]
    assert lesson.max_score == 4
    assert lesson.header.proves == {"numbers.mean": ("mean", "median")}


def test_a_magic_is_no_marker(course: Course) -> None:
    path = course.lesson_file("averages")
    path.write_text(path.read_text() + "\n# %%\n# %%writefile note.txt\n# hello\n")
    assert read_lesson(path).cells[-1].source.startswith("%%writefile note.txt")


def test_a_project_may_be_longer_than_a_lesson(course: Course) -> None:
    path = course.lesson_file("averages")
    text = path.read_text().replace(
        "# title: Averages\n# minutes: 20", '# title: "Project: averages"\n# minutes: 180'
    )
    path.write_text(text)
    assert read_lesson(path).header.minutes == 180
