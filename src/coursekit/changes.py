"""Which marks have changed since the report last told the marks."""

from dataclasses import dataclass
from typing import Any

from coursekit.course import Course
from coursekit.history import Cause, History
from coursekit.results import ClassResults, Result

TOTAL = "in all"


@dataclass(frozen=True)
class Change:
    """One mark that is not what it was. `what` is a grade_id, or TOTAL."""

    student: str
    assignment: str
    what: str
    old: float
    new: float
    cause: Cause

    def __str__(self) -> str:
        return f"{self.student}, {self.assignment}, {self.what}: {self.old:g} → {self.new:g} ({self.cause})"


def changed_marks(course: Course, results: ClassResults) -> list[Change]:
    """Return the marks that grading anew has changed since `tell` was last called.

    It compares with what was told, not with what this run found, so that nothing goes untold when a
    run is cut short. Marks that a person changes in the formgrader are that person's own doing.
    """
    history = History(course)
    changes: list[Change] = []
    for assignment in results.assignments:
        told = history.reported(assignment)
        for result in results.of_assignment(assignment):
            before = told.get(result.student)
            if isinstance(before, dict) and result.record and before["grading"] != result.record.grading:
                changes += _between(before, result, result.record.cause)
    return changes


def tell(course: Course, results: ClassResults) -> None:
    """Note that the marks were told."""
    history = History(course)
    for assignment in results.assignments:
        told = history.reported(assignment)
        for result in results.of_assignment(assignment):
            if result.record is not None:
                told[result.student] = _told(result, result.record.grading)
        history.report(assignment, told)


def _told(result: Result, grading: str) -> dict[str, Any]:
    return {"grading": grading, "score": result.score, "scores": result.scores}


def _between(before: dict[str, Any], result: Result, cause: Cause) -> list[Change]:
    """Return the changes of cells, and of the total; a cell that is new or gone counts 0 there."""
    old, new = before["scores"], result.scores
    pairs = [(name, old.get(name, 0.0), new.get(name, 0.0)) for name in sorted({*old, *new})]
    pairs.append((TOTAL, before["score"], result.score))
    return [Change(result.student, result.assignment, name, a, b, cause) for name, a, b in pairs if a != b]
