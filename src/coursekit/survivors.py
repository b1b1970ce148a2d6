"""Which mutants the graders of a lesson let pass, and whether the lesson says why each may.

A mutant is killed if some graded cell of its exercise loses its points, in whatever way. What survives is a
hole in the tests, or changes nothing that the tests may ask for; then `answers/equivalent.toml` says why.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coursekit
from coursekit.answers import last_graded_cell, splice
from coursekit.build import to_notebook
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.execution import Execution, Job, Limit
from coursekit.files import digest, files_under, write_if_changed
from coursekit.lesson import Lesson
from coursekit.marks import marks_of
from coursekit.mutants import Mutant, mutants_of

EQUIVALENT = "equivalent.toml"

MIN_SECONDS = 10.0
SLOWER = 8
"""A cell of a mutant may take so many times what the slowest cell of the exercise takes: loops without
end are common among mutants, and a busy machine must not make one of a mutant that changes nothing."""

_KEYS = {"exercise", "line", "mutant", "reason"}


@dataclass(frozen=True)
class Equivalent:
    """One entry of `equivalent.toml`: why a mutant, or every mutant of a line, may survive.

    Args:
        line: the line of the solution as it is, without indentation.
        mutant: that line as the mutant has it; None for every survivor of the line.
        place: the line in the file where the entry begins.
    """

    exercise: str
    line: str
    mutant: str | None
    reason: str
    place: int

    def explains(self, survivor: Mutant) -> bool:
        return (
            survivor.exercise == self.exercise
            and survivor.original == self.line
            and self.mutant in (None, survivor.mutated)
        )


class MutationTest:
    """The mutants of one lesson and their verdicts; those known from an earlier check are not run again.

    Verdicts are kept by the digest of all that they depend on: the code cells down to the last tests of
    the exercise, the data, the mutant, the locked packages and this tool.
    """

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self._lesson = lesson
        self._data = lesson.path.parent / "data"
        self._file = course.cache / "mutants" / f"{lesson.slug}.json"
        tool: list[str | Path] = [coursekit.__version__, Path(__file__), course.root / "requirements.lock"]
        shared = {
            exercise: digest([*tool, *_cells_down_to(lesson, exercise), *files_under(self._data)])
            for exercise in lesson.exercises
        }
        self.mutants = {digest([shared[m.exercise], m.source]): m for m in mutants_of(lesson)}
        known = _read_verdicts(self._file)
        self._killed = {key: known[key] for key in self.mutants if key in known}
        self._faults: list[CourseError] = []

    @property
    def pending(self) -> list[str]:
        return [key for key in self.mutants if key not in self._killed]

    @property
    def killed(self) -> int:
        return sum(self._killed.values())

    @property
    def survivors(self) -> list[Mutant]:
        return [self.mutants[key] for key, killed in self._killed.items() if not killed]

    def jobs(self, reference: Execution) -> list[Job]:
        """Return what must be run; the reference solution's times say how long its mutants may take."""
        jobs = []
        solution = to_notebook(self._lesson)
        for key in self.pending:
            mutant = self.mutants[key]
            notebook = splice(solution, {mutant.exercise: mutant.source})
            jobs.append(
                Job(
                    key,
                    notebook,
                    self._data,
                    stop_after=last_graded_cell(self._lesson, [mutant.exercise]),
                    stop_on_failure=True,
                    limit=_limit(self._lesson, mutant.exercise, reference),
                )
            )
        return jobs

    def note(self, execution: Execution) -> None:
        """Take the verdict from a mutant that was run."""
        mutant = self.mutants[execution.key]
        if not execution.started:
            self._faults.append(
                CourseError(
                    f"the mutant '{mutant.mutated}' could not be run: {execution.fault}",
                    remedy="run the check again",
                    file=self._lesson.path,
                    line=mutant.line,
                )
            )
            return
        marks = marks_of(execution.notebook).values()
        self._killed[execution.key] = any(m.exercise == mutant.exercise and not m.full for m in marks)

    def save(self) -> None:
        write_if_changed(self._file, json.dumps(self._killed, indent=0) + "\n")

    def judge(self) -> tuple[int, list[CourseError]]:
        """Return how many survivors are explained, and a fault for each other one and each vain entry."""
        entries = read_equivalents(self._lesson)
        left = [m for m in self.survivors if not any(entry.explains(m) for entry in entries)]
        faults = self._faults + [_survival(self._lesson, mutant) for mutant in left]
        if not self.pending:
            stale = [e for e in entries if not any(e.explains(mutant) for mutant in self.survivors)]
            faults += [_staleness(self._lesson, entry) for entry in stale]
        return len(self.survivors) - len(left), faults


def read_equivalents(lesson: Lesson) -> list[Equivalent]:
    """Return the entries of the lesson's `answers/equivalent.toml`; none if there is no such file."""
    path = lesson.path.parent / "answers" / EQUIVALENT
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8")
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"not valid TOML: {error}", remedy="mend the line it names", file=path) from None
    tables = data.pop("equivalent", [])
    if data or not isinstance(tables, list):
        raise CourseError("not a list of [[equivalent]]", remedy="write nothing else", file=path, line=1)
    lines = text.splitlines()
    places = [i for i, line in enumerate(lines, start=1) if re.match(r"\s*\[\[equivalent\]\]", line)]
    return [_to_entry(table, path, place) for table, place in zip(tables, places, strict=True)]


def _to_entry(table: dict[str, Any], path: Path, place: int) -> Equivalent:
    texts = all(isinstance(value, str) for value in table.values())
    if not texts or not {"exercise", "line", "reason"} <= set(table) <= _KEYS:
        raise CourseError(
            "an entry does not say which mutants it is about",
            remedy="give it exercise, line, reason and perhaps mutant, each a text, and nothing else",
            file=path,
            line=place,
        )
    if not table["reason"].strip():
        raise CourseError(
            "an entry gives no reason",
            remedy="say why no right test can tell this mutant from the solution, or write that test",
            file=path,
            line=place,
        )
    return Equivalent(table["exercise"], table["line"], table.get("mutant"), table["reason"], place)


def _survival(lesson: Lesson, mutant: Mutant) -> CourseError:
    return CourseError(
        f"the tests of '{mutant.exercise}' let a mutant pass: '{mutant.original}' may be '{mutant.mutated}'",
        remedy=f"test for it, simplify the solution, or give the reason in answers/{EQUIVALENT}",
        file=lesson.path,
        line=mutant.line,
    )


def _staleness(lesson: Lesson, entry: Equivalent) -> CourseError:
    what = f"'{entry.line}' as '{entry.mutant}'" if entry.mutant is not None else f"'{entry.line}'"
    return CourseError(
        f"no surviving mutant of '{entry.exercise}' has {what}",
        remedy="remove the entry, or mend its words",
        file=lesson.path.parent / "answers" / EQUIVALENT,
        line=entry.place,
    )


def _cells_down_to(lesson: Lesson, exercise: str) -> list[str]:
    """Return the code that a mutant of the exercise runs with, its own cell as in the solution."""
    last = max(i for i, cell in enumerate(lesson.cells) if cell in lesson.tests_of(exercise))
    cells = [cell for cell in lesson.cells[: last + 1] if cell.kind != "markdown"]
    return [f"{cell.kind}\0{cell.grade_id}\0{cell.source}" for cell in cells]


def _limit(lesson: Lesson, exercise: str, reference: Execution) -> Limit | None:
    if not reference.cell_seconds:
        return None
    code = [cell for cell in lesson.cells if cell.kind != "markdown"]
    own = [i for i, cell in enumerate(code) if cell.exercise == exercise]
    slowest = max(reference.cell_seconds[own[0] : own[-1] + 1])
    return Limit(exercise, max(MIN_SECONDS, SLOWER * slowest))


def _read_verdicts(path: Path) -> dict[str, bool]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
