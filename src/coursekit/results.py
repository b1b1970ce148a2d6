"""The marks of a class, read from nbgrader's gradebook and from the autograded notebooks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from coursekit.course import Course
from coursekit.history import Graded, records
from coursekit.marks import Mark, Outcome, exercise_outcome, marks_of


@dataclass(frozen=True)
class Result:
    """One student's result in one assignment. `score` counts manual marks too."""

    student: str
    assignment: str
    score: float
    max_score: float
    seconds_late: float = 0.0
    marks: dict[str, Mark] = field(default_factory=dict)
    refused: str = ""
    repairs: tuple[str, ...] = ()

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
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        for assignment in assignments:
            try:
                entry = gradebook.find_assignment(assignment)
            except MissingEntry:
                continue
            maximum = float(entry.max_score or 0)
            for record in records(course, [assignment]):
                key = (record.student, assignment)
                if record.status == "refused":
                    results[key] = Result(*key, 0.0, maximum, refused=record.why)
                    continue
                submission = gradebook.find_submission(assignment, record.student)
                results[key] = Result(
                    *key,
                    float(submission.score or 0),
                    maximum,
                    float(submission.total_seconds_late or 0),
                    _marks(course, record),
                    repairs=record.repairs,
                )
    students = tuple(sorted({student for student, _ in results}))
    return ClassResults(assignments, students, results)


def _marks(course: Course, record: Graded) -> dict[str, Mark]:
    folder: Path = course.autograded / record.student / record.assignment
    marks: dict[str, Mark] = {}
    for path in sorted(folder.glob("*.ipynb")):
        marks |= marks_of(nbformat.read(path, as_version=4))
    return marks
