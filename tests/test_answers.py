"""Answer banks: what a file must say, and how an answer is put into the notebook."""

import pytest

from coursekit.answers import last_graded_cell, read_answers, splice
from coursekit.build import to_notebook
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.lesson import read_lesson


def test_answers_are_read_and_spliced(course: Course) -> None:
    lesson = read_lesson(course.lesson_file("averages"))
    answers = {answer.name: answer for answer in read_answers(lesson)}
    assert len(answers) == 8
    answer = answers["reject/median_mean"]
    assert answer.fails == {"median-odd", "median-even"}
    assert last_graded_cell(lesson, answer.exercises) == "median-even"
    notebook = splice(to_notebook(lesson), answer.solutions)
    sources = [cell.source for cell in notebook.cells]
    assert "def median(x):\n    return sum(x) / len(x)" in sources
    assert any("total_of_values" in source for source in sources)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"""Forgets to divide."""\n', "", "does not say what it is"),
        ("# fails: mean-value\n", "", "names no cell"),
        ("# fails: mean-value", "# fails: mean-valeu", "no graded cell"),
        ('solution="mean"', 'solution="maen"', "replaces no exercise"),
        ('# %% solution="mean"\n', "", "holds no solution"),
    ],
)
def test_a_malformed_answer_is_refused(course: Course, old: str, new: str, fault: str) -> None:
    lesson = read_lesson(course.lesson_file("averages"))
    path = lesson.path.parent / "answers" / "reject" / "mean_sum.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(CourseError, match=fault) as caught:
        read_answers(lesson)
    assert caught.value.file == path


def test_an_accepted_answer_names_no_failures(course: Course) -> None:
    lesson = read_lesson(course.lesson_file("averages"))
    path = lesson.path.parent / "answers" / "accept" / "mean_loop.py"
    path.write_text(path.read_text().replace("# %%", "# fails: mean-value\n# %%"))
    with pytest.raises(CourseError, match="names cells that fail"):
        read_answers(lesson)
