"""What lies in `submitted/`: finding it, and reading notebooks that may be anything."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import nbformat.reader
from nbformat.notebooknode import NotebookNode

from coursekit.course import Course
from coursekit.repair import fit_cells_to_their_type


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    folder: Path

    @property
    def notebooks(self) -> list[Path]:
        return sorted(self.folder.glob("*.ipynb"))


class UnreadableSubmissionError(Exception):
    """A submission that cannot be graded; the text says why and what to do."""


def submissions(
    course: Course, assignments: Iterable[str], students: Iterable[str] | None = None
) -> list[Submission]:
    """Return what lies in `submitted/`, by assignment and student."""
    wanted = set(students) if students is not None else None
    found = []
    for assignment in assignments:
        for folder in sorted(course.submitted.glob(f"*/{assignment}")):
            student = folder.parent.name
            if folder.is_dir() and (wanted is None or student in wanted):
                found.append(Submission(student, assignment, folder))
    return found


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSubmissionError(
            f"{path.name} cannot be read ({error.strerror}); look at its permissions"
        ) from None


def parse_notebook(content: bytes, name: str) -> NotebookNode:
    """Return the notebook in a file of this name; say in words what is wrong with one that is none."""
    again = "ask the student to save it in JupyterLab and submit again"
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableSubmissionError(f"{name} is not UTF-8 text (byte {error.start}); {again}") from None
    try:
        raw = json.loads(text)
    except RecursionError:
        raise UnreadableSubmissionError(f"{name} is nested too deeply; {again}") from None
    except ValueError as error:
        raise UnreadableSubmissionError(
            f"{name} is not a notebook but broken JSON ({error}); {again}"
        ) from None
    if not isinstance(raw, dict) or "nbformat" not in raw:
        raise UnreadableSubmissionError(f"{name} is JSON but not a notebook; {again}")
    try:
        notebook = nbformat.convert(nbformat.reader.reads(text), 4)
        fit_cells_to_their_type(notebook)
        _, notebook = nbformat.validator.normalize(notebook)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat raises many kinds for one thing: not a notebook
        raise UnreadableSubmissionError(f"{name} is no valid notebook ({one_line(error)}); {again}") from None
    return notebook


def one_line(error: object) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[-1] if lines else type(error).__name__)[:200]
