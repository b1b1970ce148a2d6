"""A lesson's answer banks: other right answers, and wrong ones with the cells that refuse them."""

import copy
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nbformat.notebooknode import NotebookNode

from coursekit.errors import CourseError
from coursekit.execution import index_of
from coursekit.lesson import Lesson, parse_cells

Verdict = Literal["accept", "reject"]

_FAILS = re.compile(r"^#\s*fails:\s*(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """One file of an answer bank. `fails` names the graded cells that must refuse it."""

    path: Path
    verdict: Verdict
    what: str
    solutions: dict[str, str]
    fails: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.verdict}/{self.path.stem}"

    @property
    def exercises(self) -> tuple[str, ...]:
        return tuple(self.solutions)


def read_answers(lesson: Lesson) -> list[Answer]:
    """Read every answer of a lesson; the first fault of their format is raised."""
    folder = lesson.path.parent / "answers"
    verdicts: tuple[Verdict, ...] = ("accept", "reject")
    return [
        _read_answer(path, verdict, lesson)
        for verdict in verdicts
        for path in sorted((folder / verdict).glob("*.py"))
    ]


def splice(notebook: NotebookNode, solutions: Mapping[str, str]) -> NotebookNode:
    """Return a copy of a notebook with these solutions, by exercise, in the place of its own."""
    notebook = copy.deepcopy(notebook)
    for exercise, source in solutions.items():
        notebook.cells[index_of(notebook, exercise)].source = source
    return notebook


def last_graded_cell(lesson: Lesson, exercises: Collection[str]) -> str:
    """Return the grade_id of the last tests cell of these exercises."""
    ids = [cell.grade_id for cell in lesson.graded if cell.exercise in exercises]
    return str(ids[-1])


def _read_answer(path: Path, verdict: Verdict, lesson: Lesson) -> Answer:
    def fault(message: str, remedy: str, line: int = 1) -> CourseError:
        return CourseError(message, remedy=remedy, file=path, line=line)

    text = path.read_text(encoding="utf-8")
    docstring = re.match(r'\s*"""(.*?)"""', text, re.DOTALL)
    if docstring is None:
        raise fault("the answer does not say what it is", "begin it with a docstring of one sentence")
    marker = text.find("# %%")
    if marker < 0:
        raise fault("the answer holds no solution", 'add a cell # %% solution="exercise"')
    offset = text[:marker].count("\n")
    solutions: dict[str, str] = {}
    for cell in parse_cells(text[marker:], path):
        if cell.kind != "solution" or cell.exercise not in lesson.exercises:
            raise fault(
                f"a cell replaces no exercise of {lesson.slug}",
                f"use # %% solution= with one of {', '.join(lesson.exercises)}",
                offset + cell.line,
            )
        solutions[str(cell.exercise)] = cell.source
    fails = _fails(text[:marker])
    graded = {str(cell.grade_id) for cell in lesson.graded if cell.exercise in solutions}
    if verdict == "accept" and fails:
        raise fault("an accepted answer names cells that fail", "move it to reject/, or drop # fails:")
    if verdict == "reject" and not fails:
        raise fault("a rejected answer names no cell", "add a line # fails: with the grade_ids")
    for grade_id in sorted(fails - graded):
        raise fault(
            f"'{grade_id}' is no graded cell of the exercise",
            f"name some of {', '.join(sorted(graded))}",
        )
    return Answer(path, verdict, " ".join(docstring[1].split()), solutions, fails)


def _fails(head: str) -> frozenset[str]:
    names: set[str] = set()
    for match in _FAILS.finditer(head):
        names.update(re.split(r"[,\s]+", match[1].strip()))
    return frozenset(names - {""})
