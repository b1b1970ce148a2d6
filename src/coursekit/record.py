"""Marks and feedback by nbgrader's own converters and preprocessors, with one gradebook and one writer.

What depends on a notebook alone (sanitising it, cutting its outputs, rendering its feedback) is done once
for all students who handed in the same; what depends on a student goes into the gradebook, in one
transaction for each submission. Nothing here executes student code unless an execution is missing.
"""

import hashlib
import io
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.exporters import Exporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Comment, Grade
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, SaveAutoGrades
from nbgrader.utils import rmtree

from coursekit.course import Course
from coursekit.executed import ExecutedStore
from coursekit.feedback_pages import FeedbackPages
from coursekit.gradebook import OpenGradebook
from coursekit.submissions import (
    Submission,
    UnreadableSubmissionError,
    one_line,
    parse_notebook,
    read_bytes,
)

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

Resources = dict[str, Any]


@dataclass(frozen=True)
class Sanitised:
    """A submitted notebook as it will be executed.

    Args:
        name: of the notebook, without suffix.
        notebook: shared by all who handed in the same; nobody changes it.
        data: the folder that it finds as `data/`.
        key: under which its execution is stored.
    """

    name: str
    notebook: NotebookNode
    repairs: tuple[str, ...]
    data: Path
    key: str


class Sanitiser:
    """Reads and repairs submitted notebooks as nbgrader's autograde would, equal ones once."""

    def __init__(self, course: Course, api: "NbGraderAPI") -> None:
        self._course = course
        self._api = api
        self._store = ExecutedStore(course.cache / "executed")
        converter = Autograde(coursedir=api.coursedir, parent=api)
        self._exporter = _exporter(converter, converter.sanitize_preprocessors)
        self._done: dict[str, Sanitised] = {}

    def sanitise(self, submission: Submission) -> list[Sanitised]:
        """Return the submission's notebooks, as far as they belong to the lesson."""
        source = self._course.source / submission.assignment
        released = sorted(path.name for path in source.glob("*.ipynb"))
        present = {path.name: path for path in submission.notebooks}
        if not any(name in present for name in released):
            there = ", ".join(present) or "no notebook"
            raise UnreadableSubmissionError(
                f"no {' or '.join(released)} in the folder, only {there}; "
                "rename the student's notebook to that name, or ask for another submission"
            )
        return [self._one(submission, present[name]) for name in released if name in present]

    def _one(self, submission: Submission, path: Path) -> Sanitised:
        content = read_bytes(path)
        which = hashlib.sha256(f"{submission.assignment}/{path.name}\0".encode() + content).hexdigest()
        if which not in self._done:
            notebook = parse_notebook(content, path.name)
            try:
                with _silence():
                    resources = _resources(self._api, submission, path.stem)
                    notebook = _preprocessed(self._exporter, notebook, resources)
            except Exception as error:  # whatever a hostile notebook provokes must not stop the class
                raise UnreadableSubmissionError(
                    f"{path.name} cannot be repaired ({type(error).__name__}: {one_line(error)}); "
                    "open it in JupyterLab, or ask for another submission"
                ) from None
            data = self._course.source / submission.assignment / "data"
            key = self._store.key(notebook, data)
            self._done[which] = Sanitised(path.stem, notebook, _repairs(notebook), data, key)
        return self._done[which]


@dataclass(frozen=True)
class Autograded:
    """An executed notebook as it goes into `autograded/`, the same for all who handed it in."""

    name: str
    notebook: NotebookNode
    text: str


class Recorder:
    """Writes `autograded/`, the gradebook and `feedback/`, as nbgrader's two commands would."""

    def __init__(self, course: Course, api: "NbGraderAPI", gradebook: OpenGradebook) -> None:
        self._course = course
        self._api = api
        self._gradebook = gradebook
        self._autograde = Autograde(coursedir=api.coursedir, parent=api)
        self._autograde.force = self._autograde.create_student = True
        self._feedback = GenerateFeedback(coursedir=api.coursedir, parent=api)
        self._feedback.force = True
        exporter = _exporter(self._autograde, self._autograde.autograde_preprocessors)
        # These write to the gradebook and leave the notebook alone; the others do the opposite.
        markers = (SaveAutoGrades, AssignLatePenalties)
        self._markers = [pp for pp in exporter._preprocessors if isinstance(pp, markers)]
        exporter._preprocessors = [pp for pp in exporter._preprocessors if not isinstance(pp, markers)]
        self._exporter = exporter
        self._pages = FeedbackPages(self._feedback)
        self._rendered: dict[str, str] = {}
        self.feedback_seconds = 0.0

    def autograded(self, submission: Submission, sanitised: list[Sanitised]) -> list[Autograded]:
        """Return what nbgrader makes of executed notebooks, for any who handed in the same."""
        self._rendered.clear()
        self._pages.forget()
        return [self._autograded(submission, one) for one in sanitised]

    def _autograded(self, submission: Submission, one: Sanitised) -> Autograded:
        with _silence():
            resources = _resources(self._api, submission, one.name)
            notebook = _preprocessed(self._exporter, one.notebook, resources)
        text: str = nbformat.writes(notebook, version=self._exporter.nbformat_version)
        return Autograded(one.name, notebook, text if text.endswith("\n") else text + "\n")

    def record(self, submission: Submission, notebooks: list[Autograded]) -> None:
        """Record one submission: all of it, or nothing if this raises."""
        try:
            with _silence(), self._gradebook.transaction():
                self._write_autograded(submission, notebooks)
                started = time.perf_counter()
                self._write_feedback(submission, notebooks)
                self.feedback_seconds += time.perf_counter() - started
        except BaseException as error:
            for converter in (self._autograde, self._feedback):
                with suppress(FileNotFoundError):
                    rmtree(_destination(converter, submission))
            if isinstance(error, OSError) and _lies_in(error.filename, submission.folder):
                name = Path(error.filename).name
                raise UnreadableSubmissionError(
                    f"{name} cannot be read ({error.strerror}); remove it, or look at its permissions"
                ) from None
            raise

    def _write_autograded(self, submission: Submission, notebooks: list[Autograded]) -> None:
        converter = self._autograde
        converter.notebooks = [str(path) for path in submission.notebooks]
        converter.init_destination(submission.assignment, submission.student)
        converter.run_pre_convert_hook()
        converter.init_assignment(submission.assignment, submission.student)
        folder = _destination(converter, submission)
        folder.mkdir(parents=True, exist_ok=True)
        for one in notebooks:
            (folder / f"{one.name}.ipynb").write_text(one.text, encoding="utf-8")
            resources = _resources(self._api, submission, one.name)
            for marker in self._markers:
                marker(one.notebook, resources)
        converter.set_permissions(submission.assignment, submission.student)
        converter.run_post_convert_hook()

    def _write_feedback(self, submission: Submission, notebooks: list[Autograded]) -> None:
        converter = self._feedback
        folder = _destination(converter, submission)
        converter.notebooks = [
            str(_destination(self._autograde, submission) / f"{n.name}.ipynb") for n in notebooks
        ]
        converter.init_destination(submission.assignment, submission.student)
        converter.run_pre_convert_hook()
        converter.init_assignment(submission.assignment, submission.student)
        folder.mkdir(parents=True, exist_ok=True)
        for one in notebooks:
            page = folder / f"{one.name}{self._pages.file_extension}"
            page.write_text(self._page(submission, one), encoding="utf-8")
        converter.set_permissions(submission.assignment, submission.student)
        converter.run_post_convert_hook()

    def _page(self, submission: Submission, one: Autograded) -> str:
        """Return the feedback, rendered once for all who have the same notebook, marks and comments."""
        names = (one.name, submission.assignment, submission.student)
        self._gradebook.open("")
        grades = self._gradebook.rows(Grade, *names)
        comments = self._gradebook.rows(Comment, *names)
        total = self._gradebook.find_submission_notebook(*names)
        shown = [
            one.name,
            {name: [grade.score, grade.max_score] for name, grade in grades.items()},
            {name: comment.comment for name, comment in comments.items()},
            [total.score, total.max_score, total.late_submission_penalty],
        ]
        key = json.dumps(shown, sort_keys=True)
        if key not in self._rendered:
            resources = _resources(self._api, submission, one.name)
            self._rendered[key] = self._pages.render(one.notebook, resources)
        return self._rendered[key]


class _CheckedOnce:
    """nbgrader's check of metadata against a schema: the slowest, and the same for nearly all."""

    def __init__(self, check: CheckCellMetadata) -> None:
        self._check = check
        self._good: set[str] = set()
        self.__name__ = type(check).__name__

    def __call__(self, notebook: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        checked = [[cell.cell_type, cell.metadata.get("nbgrader")] for cell in notebook.cells]
        key = json.dumps(checked, sort_keys=True)
        if key not in self._good:
            self._check(notebook, resources)
            self._good.add(key)
        return notebook, resources


def _exporter(converter: Autograde, preprocessors: list[Any]) -> Any:
    """Return nbgrader's exporter with these preprocessors, made once for all notebooks."""
    # The notebook is validated after the last preprocessor, not after each.
    exporter = converter.exporter_class(parent=converter, config=converter.config, optimistic_validation=True)
    exporter._preprocessors = []
    for preprocessor in preprocessors:
        exporter.register_preprocessor(preprocessor)
    exporter._preprocessors = [
        _CheckedOnce(pp) if isinstance(pp, CheckCellMetadata) else pp for pp in exporter._preprocessors
    ]
    return exporter


def _preprocessed(exporter: Any, notebook: NotebookNode, resources: Resources) -> NotebookNode:
    """Return a copy of the notebook after all preprocessors of the exporter."""
    return Exporter.from_notebook_node(exporter, notebook, resources)[0]


def _resources(api: "NbGraderAPI", submission: Submission, name: str) -> Resources:
    """Return what nbgrader tells its preprocessors."""
    return {
        "unique_key": name,
        "output_files_dir": f"{name}_files",
        "metadata": {"name": name, "path": ""},
        "nbgrader": {
            "student": submission.student,
            "assignment": submission.assignment,
            "notebook": name,
            "db_url": api.coursedir.db_url,
        },
    }


def _destination(converter: Autograde | GenerateFeedback, submission: Submission) -> Path:
    return Path(converter._format_dest(submission.assignment, submission.student))


def _lies_in(name: object, folder: Path) -> bool:
    return isinstance(name, str) and Path(name).is_relative_to(folder)


def _repairs(notebook: NotebookNode) -> tuple[str, ...]:
    for cell in notebook.cells:
        if cell.get("id") == "repaired-before-grading":
            return tuple(line[2:] for line in cell.source.splitlines() if line.startswith("- "))
    return ()


@contextmanager
def _silence() -> Iterator[None]:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield
