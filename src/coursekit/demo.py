"""A sample class, made from the answer banks, taken the whole way from release to report."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from coursekit.answers import Answer, read_answers
from coursekit.build import notebook_text, to_notebook
from coursekit.course import Course
from coursekit.execution import Executor, index_of
from coursekit.files import write_if_changed, writing
from coursekit.grade import GradingRun, Progress, grade
from coursekit.lesson import Lesson, read_lesson
from coursekit.release import adopt, release
from coursekit.results import ClassResults, read_results

DEMO_LESSONS = ("first_steps", "backpropagation", "logistic_regression")

DUE = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Material:
    """What a sample student has at hand for one lesson."""

    lesson: Lesson
    blank: NotebookNode
    solutions: dict[str, str]
    accepts: list[Answer]
    rejects: list[Answer]


def _fill(material: Material, solutions: dict[str, str]) -> NotebookNode:
    notebook: NotebookNode = nbformat.from_dict(material.blank)
    for exercise, source in solutions.items():
        notebook.cells[index_of(notebook, exercise)].source = source
    return notebook


def _perfect(m: Material) -> NotebookNode:
    return _fill(m, m.solutions)


def _other_way(m: Material) -> NotebookNode:
    solutions = dict(m.solutions)
    for answer in m.accepts:
        solutions |= answer.solutions
    return _fill(m, solutions)


def _first_exercises(share: float) -> Callable[[Material], NotebookNode]:
    def make(m: Material) -> NotebookNode:
        count = round(share * len(m.lesson.exercises))
        return _fill(m, {e: m.solutions[e] for e in m.lesson.exercises[:count]})

    return make


def _one_mistake(number: int) -> Callable[[Material], NotebookNode]:
    def make(m: Material) -> NotebookNode:
        return _fill(m, m.solutions | m.rejects[number % len(m.rejects)].solutions)

    return make


def _all_mistakes(m: Material) -> NotebookNode:
    solutions: dict[str, str] = {}
    for answer in m.rejects:
        for exercise, source in answer.solutions.items():
            solutions.setdefault(exercise, source)
    return _fill(m, solutions)


def _deleted_test(m: Material) -> NotebookNode:
    notebook = _perfect(m)
    del notebook.cells[index_of(notebook, str(m.lesson.graded[0].grade_id))]
    return notebook


STUDENTS: dict[str, Callable[[Material], NotebookNode]] = {
    "all_right": _perfect,
    "right_in_other_ways": _other_way,
    "blank": _first_exercises(0),
    "first_half": _first_exercises(0.5),
    "three_quarters": _first_exercises(0.75),
    "one_mistake_a": _one_mistake(0),
    "one_mistake_b": _one_mistake(5),
    "one_mistake_c": _one_mistake(10),
    "one_mistake_d": _one_mistake(15),
    "every_mistake": _all_mistakes,
    "deleted_a_test": _deleted_test,
    "late": _perfect,
}
"""The sample students by what they hand in. `corrupt_file` comes on top."""


def run_demo(
    course: Course,
    slugs: tuple[str, ...],
    folder: Path,
    executor: Executor,
    progress: Progress = lambda name, done, total: None,
) -> tuple[ClassResults, GradingRun]:
    """Make the class in `folder`, which is made anew, grade it, and return its results."""
    release(course, slugs)
    with writing(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    sample = Course(folder, home=course.root)
    adopt(sample, course, slugs)
    _set_due_date(sample, slugs)
    for done, slug in enumerate(slugs, start=1):
        _hand_in(course, sample, slug)
        progress("handing in", done, len(slugs))
    run = grade(sample, slugs, executor, force=True, progress=progress)
    return read_results(sample, slugs), run


def _hand_in(course: Course, sample: Course, slug: str) -> None:
    lesson = read_lesson(course.lesson_file(slug))
    answers = read_answers(lesson)
    reference = to_notebook(lesson)
    material = Material(
        lesson,
        nbformat.read(sample.release / slug / f"{slug}.ipynb", as_version=4),
        {e: reference.cells[index_of(reference, e)].source for e in lesson.exercises},
        [answer for answer in answers if answer.verdict == "accept"],
        [answer for answer in answers if answer.verdict == "reject"],
    )
    numbers = cycle(range(1, 60))
    for student, make in STUDENTS.items():
        when = DUE + timedelta(hours=30) if student == "late" else DUE - timedelta(hours=next(numbers))
        _write(sample, student, slug, notebook_text(make(material)), when)
    whole = notebook_text(_perfect(material))
    _write(sample, "corrupt_file", slug, whole[: len(whole) // 2], DUE - timedelta(hours=1))


def _write(sample: Course, student: str, slug: str, text: str, when: datetime) -> None:
    folder = sample.submitted / student / slug
    write_if_changed(folder / f"{slug}.ipynb", text)
    write_if_changed(folder / "timestamp.txt", when.strftime("%Y-%m-%d %H:%M:%S %Z"))


def _set_due_date(sample: Course, slugs: tuple[str, ...]) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{sample.gradebook}") as gradebook:
        for slug in slugs:
            gradebook.update_or_create_assignment(slug, duedate=DUE.replace(tzinfo=None))
