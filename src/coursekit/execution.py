"""Running notebooks: the one interface behind which execution happens, and its kernel version.

Everything that grades goes through `Executor.run`: notebooks in, executed notebooks out. What stands
behind it may change without anything else changing.
"""

import copy
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from nbformat.notebooknode import NotebookNode

from coursekit.engine.outputs import error_output

CELL_TIMEOUT = 120
"""Seconds that one cell may take."""


@dataclass(frozen=True)
class Limit:
    """A time limit of its own for the cells from `first`, a grade_id, to the end: seconds for each."""

    first: str
    seconds: float


@dataclass(frozen=True)
class Job:
    """One notebook to run.

    Args:
        key: what the caller knows it by.
        notebook: left as it is; the execution holds a copy.
        data: the folder that the notebook finds as `data/`, if any; it gets a copy.
        stop_after: the grade_id of the last cell to run; the cells below it stay as they are.
        group: notebooks of different groups are run apart from each other, whatever they share.
        stubs: by exercise, the cell that students were given. A graded cell that still passes when the stub
            stands in the solution's place is no test any more, and does not count.
        stop_on_failure: the run may end at the first graded cell that raises; cells below it are not needed.
        limit: a time limit for some cells that may be used instead of the executor's.
    """

    key: str
    notebook: NotebookNode
    data: Path | None = None
    stop_after: str | None = None
    group: str = ""
    stubs: Mapping[str, str] = field(default_factory=dict)
    stop_on_failure: bool = False
    limit: Limit | None = None


@dataclass(frozen=True)
class Execution:
    """A notebook that was run.

    Args:
        fault: why cells after some point could not be run (a dead kernel), or None.
        started: whether any cell was run; if not, the fault is the machine's, not the student's.
        seconds: wall time, the kernel's start included.
        cpu_seconds: processor time of the cells and of what they started; it says what the notebook
            costs also where the machine is busy. The wall time where it is not known.
        peak_mib: the kernel's largest resident memory in MiB (0 where the system does not tell).
        cell_seconds: wall time of each code cell that was run; empty where it is not known.
        flags: what somebody who grades should know of it: tests that were tampered with, for one.
    """

    key: str
    notebook: NotebookNode
    seconds: float
    cpu_seconds: float
    peak_mib: float
    fault: str | None = None
    started: bool = True
    cell_seconds: tuple[float, ...] = ()
    flags: tuple[str, ...] = ()


class Executor(Protocol):
    """What runs notebooks. Executions come as they are done, in any order."""

    @property
    def sandboxed(self) -> bool:
        """Whether notebooks are kept from the machine and from each other."""
        ...

    def run(self, jobs: Iterable[Job]) -> Iterator[Execution]: ...


class KernelExecutor:
    """Runs every notebook in a Jupyter kernel of its own, several side by side."""

    def __init__(self, workers: int | None = None, cell_timeout: int = CELL_TIMEOUT) -> None:
        self._workers = workers or max(1, len(os.sched_getaffinity(0)))
        self._cell_timeout = cell_timeout

    @property
    def sandboxed(self) -> bool:
        return False

    def run(self, jobs: Iterable[Job]) -> Iterator[Execution]:
        with ThreadPoolExecutor(self._workers) as pool:
            futures = [pool.submit(self._run_one, job) for job in jobs]
            try:
                for future in as_completed(futures):
                    yield future.result()
            finally:
                for future in futures:
                    future.cancel()

    def _run_one(self, job: Job) -> Execution:
        notebook = copy.deepcopy(job.notebook)
        tail: list[NotebookNode] = []
        if job.stop_after is not None:
            last = index_of(notebook, job.stop_after)
            notebook.cells, tail = notebook.cells[: last + 1], notebook.cells[last + 1 :]
        started = time.perf_counter()
        with scratch_directory(job.data) as folder:
            reached, peak_mib, fault = _execute(notebook, folder, self._cell_timeout)
        seconds = time.perf_counter() - started
        notebook.cells.extend(tail)
        neutralise(notebook)
        return Execution(job.key, notebook, seconds, seconds, peak_mib, fault, started=reached > 0)


def index_of(notebook: NotebookNode, grade_id: str) -> int:
    """Return the position of the cell with this grade_id."""
    for index, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
            return index
    raise ValueError(f"no cell has the grade_id '{grade_id}'")


def default_executor(sandbox: Literal["required", "if possible", "none"] = "if possible") -> Executor:
    """Return the fastest executor that this system allows.

    Args:
        sandbox: whether notebooks are kept from the machine and from each other. Other people's work is
            graded only with it; one's own and the course's own are run in it where that can be.
    """
    from coursekit.engine.sandbox import require_sandbox, why_no_sandbox

    if sandbox == "required":
        require_sandbox()
    if not sys.platform.startswith("linux"):
        print(f"no fork on {sys.platform}: notebooks run in kernels, one by one", file=sys.stderr)
        return KernelExecutor()
    from coursekit.engine.executor import ForkExecutor

    return ForkExecutor(sandbox=sandbox != "none" and not why_no_sandbox())


class scratch_directory:  # noqa: N801  (used as a function)
    """A new working directory with a copy of a lesson's `data/`, removed at the end."""

    def __init__(self, data: Path | None) -> None:
        self._data = data
        self._folder = ""

    def __enter__(self) -> Path:
        self._folder = tempfile.mkdtemp(prefix="course-")
        if self._data is not None and self._data.is_dir():
            shutil.copytree(self._data, Path(self._folder) / "data")
        return Path(self._folder)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def neutralise(notebook: NotebookNode) -> None:
    """Close the traps of nbgrader's scoring rule in the graded cells of an executed notebook.

    nbgrader gives 0 for any text on stderr and takes a trailing value for partial credit. Here a
    graded cell fails if and only if it raised: stderr becomes stdout, and a value is only shown.
    """
    for cell in notebook.cells:
        if cell.cell_type != "code" or not cell.metadata.get("nbgrader", {}).get("grade"):
            continue
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                output.name = "stdout"
            elif output.output_type == "execute_result":
                output.output_type = "display_data"
                output.pop("execution_count", None)


def _execute(notebook: NotebookNode, folder: Path, cell_timeout: int) -> tuple[int, float, str | None]:
    """Run the notebook in place; return cells done, the kernel's peak MiB, and what went wrong."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbgrader.preprocessors import Execute

    peak_mib = 0.0
    reached = 0

    class Runner(Execute):  # type: ignore[misc]  # nbgrader carries no types
        def preprocess_cell(
            self, cell: NotebookNode, resources: dict[str, Any], index: int
        ) -> tuple[NotebookNode, dict[str, Any]]:
            nonlocal peak_mib, reached
            cell, resources = super().preprocess_cell(cell, resources, index)
            reached = index + 1
            peak_mib = max(peak_mib, _peak_mib(self.km.provisioner.pid))
            return cell, resources

    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    leave_widgets_alone()
    _use_single_threaded_libraries()
    runner = Runner(
        # ipykernel warns of unencrypted loopback traffic at every start; that is known.
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        timeout=cell_timeout,
        kernel_name=notebook.metadata.get("kernelspec", {}).get("name", "python3"),
        log=_quiet_log(),
    )
    fault = None
    try:
        runner.preprocess(notebook, {"metadata": {"path": str(folder)}})
    except (DeadKernelError, CellTimeoutError, RuntimeError) as error:
        fault = _last_line(str(error)) or type(error).__name__
        message = "the notebook could not be run further: its kernel died in the cell before"
        for cell in notebook.cells[reached:]:
            if cell.cell_type == "code":
                cell.outputs = [NotebookNode(error_output("KernelDied", message))]
    return reached, peak_mib, fault


def leave_widgets_alone() -> None:
    """Let nbclient not answer output widgets: now and then it waits for itself (nbclient issue 312)."""
    from nbclient.output_widget import OutputWidget

    OutputWidget.sync_state = lambda self: None


def _quiet_log() -> logging.Logger:
    log = logging.getLogger("coursekit.kernel")
    log.setLevel(logging.CRITICAL)
    return log


def _use_single_threaded_libraries() -> None:
    """Kernels run side by side: let each library use one thread, as on a busy grading machine."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _peak_mib(pid: int | None) -> float:
    if pid is None or not sys.platform.startswith("linux"):
        return 0.0
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""
