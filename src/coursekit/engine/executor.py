"""The engine as the rest of the tool sees it: an `Executor` that starts worker processes."""

import copy
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor as Pool
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO

import nbformat
from nbformat.notebooknode import NotebookNode

import coursekit
from coursekit.engine.channel import ChannelError, pair
from coursekit.engine.limits import Limits
from coursekit.engine.outputs import TAMPERED, error_output
from coursekit.engine.sandbox import SCRATCH, bubblewrap_command, sandbox_environment
from coursekit.engine.sources import lesson_imports, stored_names, telling_names
from coursekit.engine.supervisor import Node, Record, Supervisor
from coursekit.engine.tree import Canary, Cell, Kind, Run
from coursekit.execution import CELL_TIMEOUT, Execution, Job, index_of, neutralise

START_SECONDS = 120.0
"""How long a worker may take to start, its imports included."""


@dataclass(frozen=True)
class Batch:
    """Notebooks that are run by one worker. A plain value, so that any pool can carry it.

    Args:
        runs: the notebooks.
        data: the folder that the notebooks find as `data/`, or None.
        workers: how many processes of this batch may run at the same time.
        sandbox: whether bubblewrap keeps them from the machine and from each other.
    """

    runs: tuple[Run, ...]
    data: str | None
    workers: int
    limits: Limits
    sandbox: bool


class ForkExecutor:
    """Runs notebooks in worker processes that fork where notebooks differ.

    Args:
        workers: how many processes run at the same time; the machine's cores if None.
        pool: where batches are run: any `concurrent.futures` executor; local threads if None.
        sandbox: whether notebooks are kept from the machine and from each other.
    """

    def __init__(
        self,
        workers: int | None = None,
        cell_timeout: float = CELL_TIMEOUT,
        pool: Pool | None = None,
        sandbox: bool = False,
        limits: Limits | None = None,
    ) -> None:
        self._workers = workers or max(1, len(os.sched_getaffinity(0)))
        self._limits = replace(limits or Limits(), cell_seconds=cell_timeout)
        self._pool = pool
        self._sandbox = sandbox

    @property
    def sandboxed(self) -> bool:
        """Whether notebooks are kept from the machine and from each other."""
        return self._sandbox

    def run(self, jobs: Iterable[Job]) -> Iterator[Execution]:
        pairs = {job.key: (job, _run(job)) for job in jobs}
        batches = self._batches(list(pairs.values()))
        records = _run_in(self._pool, batches) if self._pool else _run_here(batches, self._workers)
        for key, record in records:
            yield _execution(*pairs[key], record)

    def _batches(self, pairs: list[tuple[Job, Run]]) -> list[Batch]:
        groups: dict[tuple[str, str | None], list[Run]] = {}
        for job, run in pairs:
            data = str(job.data.resolve()) if job.data is not None and job.data.is_dir() else None
            groups.setdefault((job.group, data), []).append(run)
        workers = max(1, self._workers // max(1, min(len(groups), self._workers)))
        return [
            Batch(tuple(members), data, workers, self._limits, self._sandbox)
            for (_, data), members in groups.items()
        ]


def _run_in(pool: Pool, batches: list[Batch]) -> Iterator[tuple[str, Record]]:
    for future in as_completed([pool.submit(run_batch, batch) for batch in batches]):
        yield from future.result().items()


def _run_here(batches: list[Batch], workers: int) -> Iterator[tuple[str, Record]]:
    """Run batches in threads, and hand on each record as soon as it is there."""
    done: queue.Queue[tuple[str, Record] | None] = queue.Queue()
    with ThreadPoolExecutor(workers) as pool:
        futures = []
        for batch in batches:
            future = pool.submit(run_batch, batch, lambda key, record: done.put((key, record)))
            future.add_done_callback(lambda _: done.put(None))
            futures.append(future)
        left = len(batches)
        while left:
            item = done.get()
            if item is None:
                left -= 1
            else:
                yield item
        for future in futures:
            future.result()  # a fault of the engine's own is not passed over


def run_batch(batch: Batch, sink: Callable[[str, Record], None] | None = None) -> dict[str, Record]:
    """Run a batch in a worker process of its own; return a record for each of its keys."""
    records: dict[str, Record] = {}
    lock = threading.Lock()

    def save(key: str, record: Record) -> None:
        with lock:
            records[key] = record
        if sink is not None:
            sink(key, record)

    why = "the worker gave no reason"
    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as folder:
        try:
            with _started(batch, Path(folder)) as root:
                Supervisor(batch.workers, save).run(root, list(batch.runs))
        except (_NotStartedError, OSError) as error:
            why = str(error)
    for run in batch.runs:
        if run.key not in records:
            save(run.key, Record([], lost=why))
    return records


class _NotStartedError(Exception):
    """No worker could be started; the text says why."""


@contextmanager
def _started(batch: Batch, folder: Path) -> Iterator[Node]:
    """Give the first process of a batch, which has run nothing; at the end, end all that came of it."""
    channel, end = pair()
    command, environment = _command(batch, folder, end.fileno())
    with (folder / "stderr").open("w+b") as errors:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            env=environment,
            pass_fds=[end.fileno()],
            start_new_session=True,
        )
        end.close()
        try:
            try:
                pid = channel.peer_pid(START_SECONDS)
                root = Node(channel, pid, os.pidfd_open(pid), batch.limits)
            except (ChannelError, OSError):
                channel.close()
                process.kill()
                process.wait()
                raise _NotStartedError(_last_line(errors)) from None
            yield root
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()


def _command(batch: Batch, folder: Path, end: int) -> tuple[list[str], dict[str, str] | None]:
    """Make a batch's folders; return what starts its worker, and in which environment if not in this one."""
    scratch = SCRATCH if batch.sandbox else folder
    for name in ("run", "tmp", "home"):
        (folder / name).mkdir()
    locked = [cell.source for run in batch.runs for cell in run.cells if cell.kind != "code"]
    order = {
        "scratch": str(scratch),
        "sandbox": batch.sandbox,
        "limits": asdict(batch.limits),
        "imports": sorted(lesson_imports(dict.fromkeys(locked))),
    }
    worker = [sys.executable, "-m", "coursekit.engine.worker", str(end), json.dumps(order)]
    environment = _environment(scratch, batch.sandbox)
    data = Path(batch.data) if batch.data is not None else None
    if batch.sandbox:
        return [*bubblewrap_command(data, environment), *worker], None
    if data is not None:
        shutil.copytree(data, folder / "run" / "data")
    return worker, environment


def _last_line(log: BinaryIO) -> str:
    log.seek(0)
    lines = log.read().decode("utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "the worker gave no reason"


def _environment(scratch: Path, sandbox: bool) -> dict[str, str]:
    """Return what a worker sees: one thread for each library, and no folder but its own."""
    return {
        **(sandbox_environment() if sandbox else os.environ),
        "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(Path(coursekit.__file__).parents[1]),
        "HOME": str(scratch / "home") if sandbox else os.environ.get("HOME", str(scratch / "home")),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Arrow's allocator (pandas brings it) and MLflow's idle connections would forbid forking.
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
        "MLFLOW_SQLALCHEMYSTORE_POOLCLASS": "NullPool",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYTHONDIR": str(scratch / "home"),
        "TMPDIR": str(scratch / "tmp"),
        "NBGRADER_EXECUTION": "autograde",
        "PYTHONUNBUFFERED": "1",
        **({"USER": "student", "LOGNAME": "student"} if sandbox else {}),
    }


def _run(job: Job) -> Run:
    """Return what the engine is to run of a notebook."""
    cells = job.notebook.cells
    if job.stop_after is not None:
        cells = cells[: index_of(job.notebook, job.stop_after) + 1]
    code = [cell for cell in cells if cell.cell_type == "code"]
    canaries = []
    solved: dict[str, int] = {}
    for position, cell in enumerate(code):
        grade_id = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        exercise = grade_id.partition("-")[0]
        if grade_id in job.stubs:
            solved[grade_id] = position
        elif _kind(cell) == "graded" and exercise in solved:
            between = [c.source for c in code[solved[exercise] + 1 : position]]
            made = frozenset[str]().union(*map(stored_names, between))
            canaries.append(Canary(position, job.stubs[exercise], made))
    runnable = tuple(Cell(cell.source, _kind(cell)) for cell in code)
    limit = None
    if job.limit is not None:
        grade_ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in code]
        limit = (grade_ids.index(job.limit.first), job.limit.seconds)
    return Run(job.key, runnable, tuple(canaries), job.stop_on_failure, limit)


def _kind(cell: NotebookNode) -> Kind:
    nbgrader = cell.metadata.get("nbgrader", {})
    if nbgrader.get("grade"):
        return "graded"
    return "locked" if nbgrader.get("locked") else "code"


def _execution(job: Job, run: Run, record: Record) -> Execution:
    notebook: NotebookNode = copy.deepcopy(job.notebook)
    if record.lost is not None:
        return Execution(job.key, notebook, 0.0, 0.0, 0.0, record.lost, started=False)
    flags = list(record.flags)
    names = {n for cell in run.cells if cell.kind == "code" for n in telling_names(cell.source)}
    if names:
        flags.append(f"a cell names {', '.join(sorted(names))}")
    for count, cell in enumerate(cell for cell in notebook.cells if cell.cell_type == "code"):
        ran = count < len(record.outputs)
        cell.outputs = nbformat.from_dict(record.outputs[count] if ran else [])
        cell.execution_count = count + 1 if ran else None
        if count in record.passed_canaries:
            text = "these tests pass whatever they are given, so they do not count; ask your instructor"
            cell.outputs.append(nbformat.from_dict(error_output(TAMPERED, text)))
            flags.append(f"{cell.metadata.nbgrader.grade_id} passes without a solution")
    neutralise(notebook)
    return Execution(
        job.key,
        notebook,
        record.seconds,
        record.cpu_seconds,
        record.peak_mib,
        record.fault,
        cell_seconds=record.cell_seconds,
        flags=tuple(flags),
    )
