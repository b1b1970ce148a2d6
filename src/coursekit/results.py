"""The marks of a class, read from nbgrader's gradebook and from the autograded notebooks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from coursekit.course import Course
from coursekit.files import digest
from coursekit.history import Graded, records
from coursekit.marks import Mark, Outcome, exercise_outcome, marks_of


@dataclass(frozen=True)
class Result:
    """One student's result in one assignment.

    Args:
        score: the total, marks given by hand included.
        marks: what the tests gave, by grade_id.
        scores: what counts, by grade_id: the mark given by hand where there is one.
        record: what became of the submission when it was last graded.
    """

    student: str
    assignment: str
    score: float
    max_score: float
    seconds_late: float = 0.0
    marks: dict[str, Mark] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    record: Graded | None = None

    @property
    def refused(self) -> str:
        """Why the submission was refused; empty if it was graded."""
        return self.record.why if self.record is not None and self.record.status == "refused" else ""

    @property
    def repairs(self) -> tuple[str, ...]:
        return self.record.repairs if self.record is not None else ()

    @property
    def flags(self) -> tuple[str, ...]:
        return self.record.flags if self.record is not None else ()

    @property
    def share(self) -> float:
        return self.score / self.max_score if self.max_score else 0.0

    @property
    def exercises(self) -> dict[str, list[Mark]]:
        found: dict[str, list[Mark]] = defaultdict(list)
        for mark in self.marks.values():
            found[mark.exercise].append(mark)
        return dict(found)

    def outcome(self, exercise: str) -> Outcome:
        return exercise_outcome(self.exercises[exercise])


@dataclass(frozen=True)
class ClassResults:
    """All results, by student and assignment."""

    assignments: tuple[str, ...]
    students: tuple[str, ...]
    results: dict[tuple[str, str], Result]

    def of_assignment(self, assignment: str) -> list[Result]:
        return [r for (_, a), r in self.results.items() if a == assignment and not r.refused]

    @property
    def refused(self) -> list[Result]:
        return [result for result in self.results.values() if result.refused]

    @property
    def repaired(self) -> list[Result]:
        return [result for result in self.results.values() if result.repairs]

    @property
    def flagged(self) -> list[Result]:
        return [result for result in self.results.values() if result.flags]

    @property
    def late(self) -> list[Result]:
        return [result for result in self.results.values() if result.seconds_late > 0]

    def nobody_passes(self) -> list[str]:
        """Return the graded cells that somebody tried and nobody passed, as assignment/grade_id."""
        found = []
        for assignment in self.assignments:
            marks: dict[str, list[Mark]] = defaultdict(list)
            for result in self.of_assignment(assignment):
                for grade_id, mark in result.marks.items():
                    marks[grade_id].append(mark)
            found += [
                f"{assignment}/{grade_id}"
                for grade_id, tried in marks.items()
                if not any(m.full for m in tried) and any(m.outcome == "wrong" for m in tried)
            ]
        return found


def read_results(course: Course, assignments: Iterable[str]) -> ClassResults:
    """Return the results of a class, refused submissions included."""
    from nbgrader.api import Gradebook, MissingEntry

    assignments = tuple(assignments)
    results: dict[tuple[str, str], Result] = {}
    marks = _MarksReader(course)
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        for assignment in assignments:
            try:
                maximum = float(gradebook.find_assignment(assignment).max_score or 0)
            except MissingEntry:
                continue
            scores = _scores(gradebook, assignment)
            late = _seconds_late(gradebook, assignment)
            for record in records(course, [assignment]):
                key = (record.student, assignment)
                if record.status == "refused":
                    results[key] = Result(*key, 0.0, maximum, record=record)
                    continue
                mine = scores.get(record.student, {})
                results[key] = Result(
                    *key,
                    sum(mine.values()),
                    maximum,
                    late.get(record.student, 0.0),
                    marks.read(record),
                    mine,
                    record,
                )
    students = tuple(sorted({student for student, _ in results}))
    return ClassResults(assignments, students, results)


def _scores(gradebook: Any, assignment: str) -> dict[str, dict[str, float]]:
    """Return what counts, by student and graded cell, in one query for the class."""
    from nbgrader.api import Assignment, BaseCell, Grade, SubmittedAssignment, SubmittedNotebook

    query = (
        gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name, Grade.score)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name == assignment)
    )
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for student, grade_id, score in query:
        found[student][grade_id] = float(score)
    return found


def _seconds_late(gradebook: Any, assignment: str) -> dict[str, float]:
    submitted = gradebook.assignment_submissions(assignment)
    return {entry.student_id: float(entry.total_seconds_late or 0) for entry in submitted}


class _MarksReader:
    """Reads marks from autograded notebooks; many students have the same."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._known: dict[str, dict[str, Mark]] = {}

    def read(self, record: Graded) -> dict[str, Mark]:
        folder: Path = self._course.autograded / record.student / record.assignment
        marks: dict[str, Mark] = {}
        for path in sorted(folder.glob("*.ipynb")):
            content = path.read_bytes()
            key = digest([content])
            if key not in self._known:
                self._known[key] = marks_of(nbformat.v4.reads(content.decode("utf-8")))
            marks |= self._known[key]
        return marks
