"""Submissions made from a lesson's answer banks, for sample classes and for measuring."""

import random
from dataclasses import dataclass
from datetime import datetime

import nbformat
from nbformat.notebooknode import NotebookNode

from coursekit.answers import Answer, read_answers, splice
from coursekit.build import notebook_text, to_notebook
from coursekit.course import Course
from coursekit.execution import index_of
from coursekit.files import write_if_changed
from coursekit.lesson import Lesson, read_lesson


@dataclass(frozen=True)
class Material:
    """What a sample student has at hand for one lesson."""

    lesson: Lesson
    blank: NotebookNode
    solutions: dict[str, str]
    accepts: list[Answer]
    rejects: list[Answer]


def read_material(course: Course, slug: str) -> Material:
    """Return what a sample student may write in a lesson; the course has released it."""
    lesson = read_lesson(course.lesson_file(slug))
    answers = read_answers(lesson)
    reference = to_notebook(lesson)
    return Material(
        lesson,
        nbformat.read(course.release / slug / f"{slug}.ipynb", as_version=4),
        {e: reference.cells[index_of(reference, e)].source for e in lesson.exercises},
        [answer for answer in answers if answer.verdict == "accept"],
        [answer for answer in answers if answer.verdict == "reject"],
    )


def fill(material: Material, solutions: dict[str, str]) -> NotebookNode:
    """Return the released notebook with these solutions in it."""
    return splice(material.blank, solutions)


def mixed_notebooks(material: Material, count: int, seed: int) -> list[str]:
    """Return the texts of `count` notebooks, each with an answer of its own choice to every exercise.

    Half of the answers are right, the others are wrong or, now and then, missing: so nearly every
    notebook differs from every other, as in a real class.
    """
    generator = random.Random(f"{seed} {material.lesson.slug}")
    return [notebook_text(fill(material, _mixed(material, generator))) for _ in range(count)]


def _mixed(material: Material, generator: random.Random) -> dict[str, str]:
    solutions: dict[str, str] = {}
    for exercise in material.lesson.exercises:
        right = [material.solutions[exercise], *_sources(material.accepts, exercise)]
        wrong = _sources(material.rejects, exercise)
        draw = generator.random()
        if draw < 0.5 or not wrong:
            solutions[exercise] = generator.choice(right)
        elif draw < 0.95:
            solutions[exercise] = generator.choice(wrong)
    return solutions


def _sources(answers: list[Answer], exercise: str) -> list[str]:
    """Return the answers to this exercise that stand by themselves."""
    return [answer.solutions[exercise] for answer in answers if answer.exercises == (exercise,)]


def hand_in(course: Course, student: str, slug: str, text: str, when: datetime | None = None) -> None:
    """Put a notebook into `submitted/`, with the time of its submission if there is one."""
    folder = course.submitted / student / slug
    write_if_changed(folder / f"{slug}.ipynb", text)
    if when is not None:
        write_if_changed(folder / "timestamp.txt", when.strftime("%Y-%m-%d %H:%M:%S %Z"))
