"""What became of each submission when it was last graded, and what it was graded from."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import coursekit
from coursekit.course import Course
from coursekit.files import digest, files_under, write_if_changed
from coursekit.submissions import Submission, submissions

Status = Literal["graded", "unchanged", "refused"]
Cause = Literal["new", "handed in again", "the lesson has changed", "graded afresh", "asked for"]


@dataclass(frozen=True)
class Graded:
    """What became of one submission.

    Args:
        why: what is wrong with a refused one, and what to do.
        repairs: what was put right in a repaired one.
        flags: what somebody should look at: tests that were tampered with, a cell that died.
        cause: why it was graded when it was.
        grading: which grading it was: no two have the same.
    """

    student: str
    assignment: str
    status: Status
    why: str = ""
    repairs: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    cause: Cause = "new"
    grading: str = ""


@dataclass(frozen=True)
class Stamp:
    """Digests of what the grading of a submission depends on."""

    submission: str
    lesson: str
    tool: str


class History:
    """The records of a course's gradings: derived, one JSON file for each submission.

    A record is forgotten before a submission is graded anew and written when all else is: a submission
    with a record is recorded completely, whenever the power fails.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        where = digest([str(course.root)])[:12]
        self._folder = course.cache / "graded" / where
        self._lesson = cache(self._digest_of_lesson)

    def stamp(self, submission: Submission) -> Stamp:
        """Return what a grading of the submission depends on as things are now."""
        gradebook = self._course.gradebook
        inode = str(gradebook.stat().st_ino) if gradebook.exists() else "none"
        return Stamp(
            digest(files_under(submission.folder)),
            self._lesson(submission.assignment),
            digest([coursekit.__version__, inode]),
        )

    def last(self, submission: Submission) -> Graded | None:
        """Return what became of the submission when it was last graded, if it was."""
        record = self._load(submission)
        return record[1] if record is not None else None

    def cause(self, submission: Submission, stamp: Stamp, force: bool) -> Cause | None:
        """Return why the submission is to be graded; None if it is as it was at its last grading."""
        record = self._load(submission)
        if record is None:
            return "new"
        before, graded = record
        if before.submission != stamp.submission:
            return "handed in again"
        if before.lesson != stamp.lesson:
            return "the lesson has changed"
        done = self._course.autograded / submission.student / submission.assignment
        if before != stamp or (graded.status == "graded" and not done.is_dir()):
            return "graded afresh"
        return "asked for" if force else None

    def remember(self, graded: Graded, stamp: Stamp) -> None:
        record = {"stamp": asdict(stamp), **asdict(replace(graded, grading=uuid.uuid4().hex))}
        write_if_changed(self._file(graded.student, graded.assignment), json.dumps(record))

    def forget(self, submission: Submission) -> None:
        self._file(submission.student, submission.assignment).unlink(missing_ok=True)

    def reported(self, assignment: str) -> dict[str, Any]:
        """Return what `report` was last told about an assignment: by student, free in form."""
        path = self._folder / "reported" / f"{assignment}.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def report(self, assignment: str, told: dict[str, Any]) -> None:
        write_if_changed(self._folder / "reported" / f"{assignment}.json", json.dumps(told))

    def _load(self, submission: Submission) -> tuple[Stamp, Graded] | None:
        try:
            path = self._file(submission.student, submission.assignment)
            record = json.loads(path.read_text(encoding="utf-8"))
            stamp = Stamp(**record.pop("stamp"))
            several = {name: tuple(record[name]) for name in ("repairs", "flags")}
            return stamp, Graded(**{**record, **several})
        except (OSError, ValueError, TypeError, KeyError):  # none, or one of another version of the tool
            return None

    def _digest_of_lesson(self, assignment: str) -> str:
        return digest(files_under(self._course.source / assignment))

    def _file(self, student: str, assignment: str) -> Path:
        return self._folder / "submissions" / student / f"{assignment}.json"


def records(course: Course, assignments: Iterable[str]) -> list[Graded]:
    """Return what became of every submission at its last grading."""
    history = History(course)
    found = [history.last(submission) for submission in submissions(course, assignments)]
    return [graded for graded in found if graded is not None]
