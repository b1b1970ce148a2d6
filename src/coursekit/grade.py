"""Grading what lies in `submitted/`: execute in parallel, record with nbgrader, go on past what is broken."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.executed import ExecutedStore
from coursekit.execution import Executor, Job
from coursekit.files import writing
from coursekit.history import Graded, History, Stamp
from coursekit.release import nbgrader_api
from coursekit.stubs import stubs_of
from coursekit.submissions import Submission, UnreadableSubmissionError, one_line, submissions

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

    from coursekit.record import Autograded, Recorder, Sanitised

Progress = Callable[[str, int, int], None]


@dataclass
class GradingRun:
    """What one run of grading did, and how long it took, in seconds."""

    results: list[Graded] = field(default_factory=list)
    executed: int = 0
    shared: int = 0
    sanitise_seconds: float = 0.0
    execute_seconds: float = 0.0
    record_seconds: float = 0.0
    feedback_seconds: float = 0.0
    sandboxed: bool = True

    @property
    def refused(self) -> list[Graded]:
        return [result for result in self.results if result.status == "refused"]

    @property
    def seconds(self) -> float:
        return self.sanitise_seconds + self.execute_seconds + self.record_seconds + self.feedback_seconds

    def as_data(self) -> dict[str, Any]:
        """Return what was done as plain data."""
        statuses = Counter(result.status for result in self.results)
        return {
            **{status: statuses[status] for status in ("graded", "unchanged", "refused")},
            "executed": self.executed,
            "shared": self.shared,
            "seconds": {
                "sanitise": self.sanitise_seconds,
                "execute": self.execute_seconds,
                "record": self.record_seconds,
                "feedback": self.feedback_seconds,
            },
        }


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
    run = GradingRun(sandboxed=executor.sandboxed)
    found = submissions(course, assignments, students)
    todo = _stale(History(course), found, force, run)
    if todo:
        grading = _Grading(course, run, todo, progress)
        grading.execute_and_record(grading.sanitise(), executor, force)
    order = {(submission.student, submission.assignment): i for i, submission in enumerate(found)}
    run.results.sort(key=lambda graded: order[graded.student, graded.assignment])
    return run


@dataclass(frozen=True)
class _Todo:
    """A submission to grade: from what, and what is known of its grading already."""

    submission: Submission
    stamp: Stamp
    graded: Graded


def _stale(history: History, found: list[Submission], force: bool, run: GradingRun) -> list[_Todo]:
    """Return what is to be graded; note the rest as unchanged."""
    todo = []
    for submission in found:
        stamp = history.stamp(submission)
        cause = history.cause(submission, stamp, force)
        before = history.last(submission)
        if cause is None and before is not None:
            unchanged = replace(before, status="unchanged") if before.status == "graded" else before
            run.results.append(unchanged)
        else:
            fresh = Graded(submission.student, submission.assignment, "graded", cause=cause or "new")
            todo.append(_Todo(submission, stamp, fresh))
    return todo


@dataclass
class _Group:
    """Submissions with the same notebooks, which need one execution, and `not_started` if it failed."""

    notebooks: "list[Sanitised]"
    members: list[_Todo] = field(default_factory=list)
    not_started: str = ""


class _Waiting:
    """Groups that wait for their executions."""

    def __init__(self, groups: list[_Group], missing: set[str]) -> None:
        self.total = sum(len(group.members) for group in groups)
        self._groups = groups
        self._missing = missing

    def ready(self, done: Mapping[str, str]) -> list[_Group]:
        """Return the groups that need not wait any more, now that these keys are done.

        Args:
            done: keys, each with the reason if it could not be started.
        """
        self._missing.difference_update(done)
        for group in self._groups:
            for one in group.notebooks:
                group.not_started = group.not_started or done.get(one.key, "")
        ready: list[_Group] = []
        still: list[_Group] = []
        for group in self._groups:
            waits = any(one.key in self._missing for one in group.notebooks)
            (still if waits else ready).append(group)
        self._groups = still
        return ready


class _Grading:
    """The steps from submissions to marks."""

    def __init__(self, course: Course, run: GradingRun, todo: list[_Todo], progress: Progress) -> None:
        self._course = course
        self._run = run
        self._todo = todo
        self._progress = progress
        self._history = History(course)
        self._store = ExecutedStore(course.cache / "executed")
        self._api: NbGraderAPI = nbgrader_api(course)
        self._recorded = 0

    def sanitise(self) -> "dict[Submission, list[Sanitised]]":
        """Read and repair submissions; those that cannot be read are refused with the reason."""
        from coursekit.gradebook import one_gradebook
        from coursekit.record import Sanitiser

        started = time.perf_counter()
        sanitised: dict[Submission, list[Sanitised]] = {}
        with one_gradebook(self._api.coursedir.db_url):
            sanitiser = Sanitiser(self._course, self._api)
            for todo in self._todo:
                try:
                    sanitised[todo.submission] = sanitiser.sanitise(todo.submission)
                except UnreadableSubmissionError as error:
                    self._note(todo, replace(todo.graded, status="refused", why=str(error)))
        self._run.sanitise_seconds = time.perf_counter() - started
        return sanitised

    def execute_and_record(
        self, sanitised: "dict[Submission, list[Sanitised]]", executor: Executor, force: bool
    ) -> None:
        """Execute what is not in the store, and record submissions as soon as their executions are there."""
        from coursekit.gradebook import one_gradebook
        from coursekit.record import Recorder

        started = time.perf_counter()
        jobs = self._jobs(sanitised, force)
        with one_gradebook(self._api.coursedir.db_url) as gradebook, _quick_turns():
            recorder = Recorder(self._course, self._api, gradebook)
            waiting = _Waiting(self._groups(sanitised), set(jobs))
            for failed in self._execute(jobs, executor):
                self._record(recorder, waiting.ready(failed), waiting.total)
            self._record(recorder, waiting.ready({}), waiting.total)
        self._run.feedback_seconds = recorder.feedback_seconds
        self._run.record_seconds -= recorder.feedback_seconds
        together = self._run.feedback_seconds + self._run.record_seconds
        self._run.execute_seconds = time.perf_counter() - started - together

    def _jobs(self, sanitised: "dict[Submission, list[Sanitised]]", force: bool) -> dict[str, Job]:
        jobs: dict[str, Job] = {}
        submitted = ((s.assignment, one) for s, notebooks in sanitised.items() for one in notebooks)
        for assignment, one in submitted:
            if force and one.key not in jobs:
                self._store.discard(one.key)
            if one.key in jobs or one.key in self._store:
                self._run.shared += 1
            else:
                stubs = stubs_of(self._course.release / assignment / f"{one.name}.ipynb")
                jobs[one.key] = Job(one.key, one.notebook, one.data, stubs=stubs)
        return jobs

    def _groups(self, sanitised: "dict[Submission, list[Sanitised]]") -> "list[_Group]":
        """Put those together who handed in the same."""
        groups: dict[tuple[str, ...], _Group] = {}
        for todo in self._todo:
            if todo.submission in sanitised:
                notebooks = sanitised[todo.submission]
                key = (todo.submission.assignment, *(one.key for one in notebooks))
                groups.setdefault(key, _Group(notebooks)).members.append(todo)
        return list(groups.values())

    def _execute(self, jobs: dict[str, Job], executor: Executor) -> Iterator[dict[str, str]]:
        """Execute and store; give each key when it is done, with the reason if it could not be started."""
        if not jobs:
            return
        self._progress("executing", 0, len(jobs))
        for done, execution in enumerate(executor.run(jobs.values()), start=1):
            if execution.started:
                self._store.put(execution.key, execution)
                self._run.executed += 1
            self._progress("executing", done, len(jobs))
            yield {execution.key: "" if execution.started else execution.fault or "no reason given"}

    def _record(self, recorder: "Recorder", groups: "Iterable[_Group]", total: int) -> None:
        """Record marks and feedback, those who handed in the same one after another."""
        started = time.perf_counter()
        for group in groups:
            self._progress("recording", self._recorded, total)
            self._record_group(recorder, group)
            self._recorded += len(group.members)
            self._progress("recording", self._recorded, total)
        self._run.record_seconds += time.perf_counter() - started

    def _record_group(self, recorder: "Recorder", group: "_Group") -> None:
        repairs = tuple(note for one in group.notebooks for note in one.repairs)
        flags = tuple(flag for one in group.notebooks for flag in self._store.flags(one.key))
        members = [
            replace(todo, graded=replace(todo.graded, repairs=repairs, flags=flags)) for todo in group.members
        ]
        if group.not_started:  # the machine's fault, so it is not remembered, and tried again next time
            why = f"no kernel could be started for it ({group.not_started}); grade it again"
            self._run.results += [replace(todo.graded, status="refused", why=why) for todo in members]
            return
        try:
            autograded = recorder.autograded(members[0].submission, group.notebooks)
        except Exception as error:  # one notebook's fault must not stop the class
            for todo in members:
                self._note(todo, _refused_by_nbgrader(todo, error))
            return
        for todo in members:
            self._record_one(recorder, todo, autograded)

    def _record_one(self, recorder: "Recorder", todo: _Todo, autograded: "list[Autograded]") -> None:
        self._history.forget(todo.submission)
        try:
            with writing(self._course.root):
                recorder.record(todo.submission, autograded)
        except CourseError:  # the disk is full, say: not this student's fault
            raise
        except UnreadableSubmissionError as error:
            self._note(todo, replace(todo.graded, status="refused", why=str(error)))
        except Exception as error:
            self._note(todo, _refused_by_nbgrader(todo, error))
        else:
            self._note(todo, todo.graded)

    def _note(self, todo: _Todo, graded: Graded) -> None:
        self._history.remember(graded, todo.stamp)
        self._run.results.append(graded)


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let the threads that talk to the engine's processes not wait for the one that records."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _refused_by_nbgrader(todo: _Todo, error: Exception) -> Graded:
    why = f"nbgrader: {type(error).__name__}: {one_line(error)}"
    return replace(todo.graded, status="refused", why=why)
