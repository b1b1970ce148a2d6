"""What an executed notebook is worth: a mark for every graded cell, by nbgrader's own rule."""

import re
from dataclasses import dataclass
from typing import Literal

from nbformat.notebooknode import NotebookNode

Outcome = Literal["right", "wrong", "not attempted"]

_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Mark:
    """The mark of one graded cell. `error` is the exception's name, `message` its text."""

    grade_id: str
    score: float
    max_score: float
    error: str = ""
    message: str = ""

    @property
    def exercise(self) -> str:
        return self.grade_id.partition("-")[0]

    @property
    def full(self) -> bool:
        return self.score >= self.max_score

    @property
    def outcome(self) -> Outcome:
        if self.full:
            return "right"
        return "not attempted" if self.error == "NotImplementedError" else "wrong"


def marks_of(notebook: NotebookNode) -> dict[str, Mark]:
    """Return the marks of an executed notebook by grade_id, in the notebook's order."""
    from nbgrader.utils import determine_grade, is_grade

    marks = {}
    for cell in notebook.cells:
        if not is_grade(cell):
            continue
        grade_id = cell.metadata.nbgrader.grade_id
        score, max_score = determine_grade(cell)
        error = next((o for o in cell.get("outputs", []) if o.output_type == "error"), None)
        marks[grade_id] = Mark(
            grade_id,
            float(score or 0.0),
            max_score,
            error.ename if error else "",
            _ANSI.sub("", error.evalue) if error else "",
        )
    return marks


def exercise_outcome(marks: list[Mark]) -> Outcome:
    """Return the outcome of an exercise from the marks of its graded cells."""
    if all(mark.full for mark in marks):
        return "right"
    if all(mark.outcome == "not attempted" for mark in marks):
        return "not attempted"
    return "wrong"
