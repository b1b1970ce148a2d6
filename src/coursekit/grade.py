"""Grading what lies in `submitted/`: execute in parallel, record with nbgrader, go on past what is broken."""

import io
import json
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import nbformat
from nbformat.notebooknode import NotebookNode

import coursekit
from coursekit.course import Course
from coursekit.executed import ExecutedStore
from coursekit.execution import Executor, Job
from coursekit.files import digest, files_under, write_if_changed, writing
from coursekit.release import nbgrader_api
from coursekit.repair import fit_cells_to_their_type

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

Status = Literal["graded", "unchanged", "refused"]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    folder: Path

    @property
    def notebooks(self) -> list[Path]:
        return sorted(self.folder.glob("*.ipynb"))


@dataclass(frozen=True)
class Graded:
    """What became of one submission; `why` says it of a refused one, `repairs` of a repaired one."""

    student: str
    assignment: str
    status: Status
    why: str = ""
    repairs: tuple[str, ...] = ()


@dataclass
class GradingRun:
    """What one run of grading did, and how long it took, in seconds."""

    results: list[Graded] = field(default_factory=list)
    executed: int = 0
    shared: int = 0
    execute_seconds: float = 0.0
    record_seconds: float = 0.0

    @property
    def refused(self) -> list[Graded]:
        return [result for result in self.results if result.status == "refused"]


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


def grade(
    course: Course,
    assignments: Iterable[str],
    executor: Executor,
    *,
    students: Iterable[str] | None = None,
    force: bool = False,
    progress: Progress = lambda name, done, total: None,
) -> GradingRun:
    """Grade submissions with nbgrader; what was graded before and has not changed is left alone.

    Args:
        assignments: which assignments, released before.
        executor: what runs the notebooks; it sees no gradebook.
        students: which students; all if None.
        force: grade also what has not changed, and execute it anew.
        progress: told (name, done, total) for executing and for recording.
    """
    run = GradingRun()
    api = nbgrader_api(course)
    todo: list[Submission] = []
    for submission in submissions(course, assignments, students):
        before = None if force else _last_record(course, submission)
        if before is not None:
            run.results.append(before)
        else:
            todo.append(submission)
    good, sanitised = _sanitise_all(course, api, todo, run)
    started = time.perf_counter()
    failed = _execute_all(course, sanitised, executor, run, force, progress)
    run.execute_seconds = time.perf_counter() - started
    started = time.perf_counter()
    for done, submission in enumerate(good):
        progress("recording", done, len(good))
        repairs = tuple(n for notes, *_ in sanitised[submission] for n in notes)
        keys = _keys(course, sanitised[submission]) if failed else []
        why = [failed[key] for key in keys if key in failed]
        if why:  # the machine's fault, so it is not remembered, and tried again next time
            text = f"no kernel could be started for it ({why[0]}); grade it again"
            result = Graded(submission.student, submission.assignment, "refused", text)
        else:
            result = _record(course, api, submission, repairs)
            _remember(course, result)
        run.results.append(result)
    if good:
        progress("recording", len(good), len(good))
    run.record_seconds = time.perf_counter() - started
    return run


_Sanitised = dict[Submission, list[tuple[list[str], NotebookNode, Path]]]


def _sanitise_all(
    course: Course, api: "NbGraderAPI", todo: list[Submission], run: GradingRun
) -> tuple[list[Submission], _Sanitised]:
    """Read and repair submissions; those that cannot be read are refused with the reason."""
    sanitised: _Sanitised = {}
    good = []
    for submission in todo:
        try:
            sanitised[submission] = _sanitise(course, api, submission)
            good.append(submission)
        except UnreadableSubmissionError as error:
            refused = Graded(submission.student, submission.assignment, "refused", str(error))
            _remember(course, refused)
            run.results.append(refused)
    return good, sanitised


class UnreadableSubmissionError(Exception):
    """A submission that cannot be graded; the text says why and what to do."""


def _sanitise(
    course: Course, api: "NbGraderAPI", submission: Submission
) -> list[tuple[list[str], NotebookNode, Path]]:
    """Return (repairs, notebook as it will be executed, its data) for each released notebook."""
    from coursekit.autograde import SANITIZE_PREPROCESSORS

    source = course.source / submission.assignment
    released = sorted(path.name for path in source.glob("*.ipynb"))
    present = {path.name: path for path in submission.notebooks}
    if not any(name in present for name in released):
        there = ", ".join(present) or "no notebook"
        raise UnreadableSubmissionError(
            f"no {' or '.join(released)} in the folder, only {there}; "
            "rename the student's notebook to that name, or ask for another submission"
        )
    out = []
    for name in released:
        if name not in present:
            continue
        notebook = read_notebook(present[name])
        resources = {
            "nbgrader": {
                "student": submission.student,
                "assignment": submission.assignment,
                "notebook": Path(name).stem,
                "db_url": f"sqlite:///{course.gradebook}",
            }
        }
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                for preprocessor in SANITIZE_PREPROCESSORS:
                    pp = preprocessor(config=api.config, log=api.log)
                    notebook, resources = pp.preprocess(notebook, resources)
        except Exception as error:  # whatever a hostile notebook provokes must not stop the class
            raise UnreadableSubmissionError(
                f"{name} cannot be repaired ({type(error).__name__}: {_one_line(error)}); "
                "open it in JupyterLab, or ask for another submission"
            ) from None
        out.append((_repairs(notebook), notebook, source / "data"))
    return out


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook at `path`; say in words what is wrong with one that is not readable."""
    again = "ask the student to save it in JupyterLab and submit again"
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableSubmissionError(
            f"{path.name} is not UTF-8 text (byte {error.start}); {again}"
        ) from None
    except OSError as error:
        raise UnreadableSubmissionError(
            f"{path.name} cannot be read ({error.strerror}); look at its permissions"
        ) from None
    try:
        raw = json.loads(text)
    except RecursionError:
        raise UnreadableSubmissionError(f"{path.name} is nested too deeply; {again}") from None
    except ValueError as error:
        raise UnreadableSubmissionError(
            f"{path.name} is not a notebook but broken JSON ({error}); {again}"
        ) from None
    if not isinstance(raw, dict) or "nbformat" not in raw:
        raise UnreadableSubmissionError(f"{path.name} is JSON but not a notebook; {again}")
    try:
        notebook = nbformat.reads(text, as_version=4)
        fit_cells_to_their_type(notebook)
        _, notebook = nbformat.validator.normalize(notebook)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat raises many kinds for one thing: not a notebook
        raise UnreadableSubmissionError(
            f"{path.name} is no valid notebook ({_one_line(error)}); {again}"
        ) from None
    return notebook


def _repairs(notebook: NotebookNode) -> list[str]:
    for cell in notebook.cells:
        if cell.get("id") == "repaired-before-grading":
            return [line[2:] for line in cell.source.splitlines() if line.startswith("- ")]
    return []


def _execute_all(
    course: Course,
    sanitised: _Sanitised,
    executor: Executor,
    run: GradingRun,
    force: bool,
    progress: Progress,
) -> dict[str, str]:
    """Execute what is not in the store; return why, by key, for what could not be started."""
    failed: dict[str, str] = {}
    store = ExecutedStore(course.cache / "executed")
    jobs: dict[str, Job] = {}
    for notebooks in sanitised.values():
        for _, notebook, data in notebooks:
            key = store.key(notebook, data)
            if force and key not in jobs:
                store.discard(key)
            if key in jobs or key in store:
                run.shared += 1
            else:
                jobs[key] = Job(key, notebook, data)
    if not jobs:
        return failed
    progress("executing", 0, len(jobs))
    for done, execution in enumerate(executor.run(jobs.values()), start=1):
        if execution.started:
            store.put(execution.key, execution)
            run.executed += 1
        else:
            failed[execution.key] = execution.fault or "no reason given"
        progress("executing", done, len(jobs))
    return failed


def _keys(course: Course, notebooks: list[tuple[list[str], NotebookNode, Path]]) -> list[str]:
    store = ExecutedStore(course.cache / "executed")
    return [store.key(notebook, data) for _, notebook, data in notebooks]


def _record(course: Course, api: "NbGraderAPI", submission: Submission, repairs: tuple[str, ...]) -> Graded:
    """Let nbgrader write marks and feedback of one submission."""
    student, assignment = submission.student, submission.assignment
    with writing(course.root), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        answer = api.autograde(assignment, student, force=True, create=True)
        if answer["success"]:
            answer = api.generate_feedback(assignment, student, force=True)
    if not answer["success"]:
        text = f"{answer.get('log') or ''}\n{answer.get('error') or ''}"
        return Graded(student, assignment, "refused", f"nbgrader: {_one_line(text)}", repairs)
    return Graded(student, assignment, "graded", repairs=repairs)


def records(course: Course, assignments: Iterable[str]) -> list[Graded]:
    """Return what became of every submission at its last grading."""
    found = []
    for submission in submissions(course, assignments):
        path = _record_file(course, submission)
        if path.exists():
            found.append(_load(path)[1])
    return found


def _last_record(course: Course, submission: Submission) -> Graded | None:
    """Return what became of a submission, if neither it nor the lesson has changed since."""
    path = _record_file(course, submission)
    if not path.exists():
        return None
    stamp, graded = _load(path)
    if stamp != _stamp(course, submission):
        return None
    if graded.status == "refused":
        return graded
    done = course.autograded / submission.student / submission.assignment
    return replace(graded, status="unchanged") if done.is_dir() else None


def _remember(course: Course, result: Graded) -> None:
    folder = course.submitted / result.student / result.assignment
    submission = Submission(result.student, result.assignment, folder)
    record = {"stamp": _stamp(course, submission), **asdict(result)}
    write_if_changed(_record_file(course, submission), json.dumps(record))


def _load(path: Path) -> tuple[str, Graded]:
    record = json.loads(path.read_text(encoding="utf-8"))
    stamp = str(record.pop("stamp"))
    record["repairs"] = tuple(record["repairs"])
    return stamp, Graded(**record)


def _stamp(course: Course, submission: Submission) -> str:
    source = course.source / submission.assignment
    return digest(
        [
            coursekit.__version__,
            str(course.gradebook.stat().st_ino) if course.gradebook.exists() else "none",
            *files_under(source),
            *files_under(submission.folder),
        ]
    )


def _record_file(course: Course, submission: Submission) -> Path:
    where = digest([str(course.root)])[:12]
    return course.cache / "graded" / where / submission.student / f"{submission.assignment}.json"


def _one_line(error: object) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[-1] if lines else type(error).__name__)[:200]
