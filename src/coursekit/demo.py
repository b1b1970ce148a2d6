"""A sample class, made from the answer banks, taken the whole way from release to report."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from coursekit.build import notebook_text
from coursekit.course import Course
from coursekit.execution import Executor, index_of
from coursekit.files import writing
from coursekit.grade import GradingRun, Progress, grade
from coursekit.release import adopt, release
from coursekit.results import ClassResults, read_results
from coursekit.sample import Material, fill, hand_in, read_material

DEMO_LESSONS = ("first_steps", "backpropagation", "logistic_regression")

DUE = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


def _perfect(m: Material) -> NotebookNode:
    return fill(m, m.solutions)


def _other_way(m: Material) -> NotebookNode:
    solutions = dict(m.solutions)
    for answer in m.accepts:
        solutions |= answer.solutions
    return fill(m, solutions)


def _first_exercises(share: float) -> Callable[[Material], NotebookNode]:
    def make(m: Material) -> NotebookNode:
        count = round(share * len(m.lesson.exercises))
        return fill(m, {e: m.solutions[e] for e in m.lesson.exercises[:count]})

    return make


def _one_mistake(number: int) -> Callable[[Material], NotebookNode]:
    def make(m: Material) -> NotebookNode:
        return fill(m, m.solutions | m.rejects[number % len(m.rejects)].solutions)

    return make


def _all_mistakes(m: Material) -> NotebookNode:
    solutions: dict[str, str] = {}
    for answer in m.rejects:
        for exercise, source in answer.solutions.items():
            solutions.setdefault(exercise, source)
    return fill(m, solutions)


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
    material = read_material(course, slug)
    numbers = cycle(range(1, 60))
    for student, make in STUDENTS.items():
        when = DUE + timedelta(hours=30) if student == "late" else DUE - timedelta(hours=next(numbers))
        hand_in(sample, student, slug, notebook_text(make(material)), when)
    whole = notebook_text(_perfect(material))
    hand_in(sample, "corrupt_file", slug, whole[: len(whole) // 2], DUE - timedelta(hours=1))


def _set_due_date(sample: Course, slugs: tuple[str, ...]) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{sample.gradebook}") as gradebook:
        for slug in slugs:
            gradebook.update_or_create_assignment(slug, duedate=DUE.replace(tzinfo=None))
