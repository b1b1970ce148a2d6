"""The engine as the rest of the tool sees it: an `Executor` that starts worker processes."""

import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor as Pool
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from coursekit.engine.tree import Run
from coursekit.execution import CELL_TIMEOUT, Execution, Job, index_of, neutralise


@dataclass(frozen=True)
class Batch:
    """Notebooks that are run by one worker. A plain value, so that any pool can carry it.

    Args:
        runs: the notebooks.
        data: the folder that the notebooks find as `data/`, or None.
        workers: how many processes of this batch may run at the same time.
    """

    runs: tuple[Run, ...]
    data: str | None
    workers: int
    cell_timeout: float


class ForkExecutor:
    """Runs notebooks in worker processes that fork where notebooks differ.

    Args:
        workers: how many processes run at the same time; the machine's cores if None.
        pool: where batches are run: any `concurrent.futures` executor; local threads if None.
    """

    def __init__(
        self,
        workers: int | None = None,
        cell_timeout: float = CELL_TIMEOUT,
        pool: Pool | None = None,
    ) -> None:
        self._workers = workers or max(1, len(os.sched_getaffinity(0)))
        self._timeout = cell_timeout
        self._pool = pool

    def run(self, jobs: Iterable[Job]) -> Iterator[Execution]:
        by_key = {job.key: job for job in jobs}
        batches = self._batches(list(by_key.values()))
        if self._pool is not None:
            yield from self._run_in(self._pool, batches, by_key)
            return
        with ThreadPoolExecutor(self._workers) as pool:
            yield from self._run_in(pool, batches, by_key)

    def _run_in(self, pool: Pool, batches: list[Batch], jobs: dict[str, Job]) -> Iterator[Execution]:
        futures = [pool.submit(run_batch, batch) for batch in batches]
        for future in as_completed(futures):
            for key, record in future.result().items():
                yield _execution(jobs[key], record)

    def _batches(self, jobs: list[Job]) -> list[Batch]:
        groups: dict[tuple[str, str | None], list[Job]] = {}
        for job in jobs:
            data = str(job.data) if job.data is not None and job.data.is_dir() else None
            groups.setdefault((job.group, data), []).append(job)
        workers = max(1, self._workers // max(1, min(len(groups), self._workers)))
        return [
            Batch(tuple(_to_run(job) for job in members), data, workers, self._timeout)
            for (_, data), members in groups.items()
        ]


def run_batch(batch: Batch) -> dict[str, dict[str, Any]]:
    """Run a batch in a worker process of its own; return a record for each of its keys."""
    names = {f"r{i}": run.key for i, run in enumerate(batch.runs)}
    scratch = Path(tempfile.mkdtemp(prefix="course-"))
    try:
        results = scratch / "results"
        for folder in (results, scratch / "run", scratch / "tmp", scratch / "home"):
            folder.mkdir()
        if batch.data is not None:
            shutil.copytree(batch.data, scratch / "run" / "data")
        order = {
            "runs": [asdict(replace(run, key=name)) for name, run in zip(names, batch.runs, strict=True)],
            "results": str(results),
            "scratch": str(scratch),
            "cell_timeout": batch.cell_timeout,
            "workers": batch.workers,
        }
        done = subprocess.run(
            [sys.executable, "-m", "coursekit.engine.worker"],
            input=json.dumps(order),
            text=True,
            capture_output=True,
            env=_environment(scratch),
            check=False,
        )
        crash = results / "crash.log"
        why = crash.read_text()[-2000:] if crash.exists() else done.stderr[-2000:]
        return {key: _record(results / f"{name}.json", why) for name, key in names.items()}
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _environment(scratch: Path) -> dict[str, str]:
    """Return what a worker sees: one thread for each library, and no folder but its own."""
    return {
        **os.environ,
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
    }


def _to_run(job: Job) -> Run:
    cells = job.notebook.cells
    if job.stop_after is not None:
        cells = cells[: index_of(job.notebook, job.stop_after) + 1]
    code = [cell for cell in cells if cell.cell_type == "code"]
    marks = [cell.metadata.get("nbgrader", {}) for cell in code]
    final = [i for i, mark in enumerate(marks) if job.stop_on_failure and mark.get("grade")]
    limit = None
    if job.limit is not None:
        limit = ([mark.get("grade_id") for mark in marks].index(job.limit.first), job.limit.seconds)
    return Run(job.key, tuple(cell.source for cell in code), final=tuple(final), limit=limit)


def _record(path: Path, why: str) -> dict[str, Any]:
    if not path.exists():
        last = [line for line in why.splitlines() if line.strip()]
        return {"lost": last[-1] if last else "the worker gave no reason"}
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def _execution(job: Job, record: dict[str, Any]) -> Execution:
    notebook: NotebookNode = copy.deepcopy(job.notebook)
    if "lost" in record:
        return Execution(job.key, notebook, 0.0, 0.0, 0.0, record["lost"], started=False)
    outputs = iter(record["outputs"])
    count = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = nbformat.from_dict(next(outputs, []))
            count += 1
            cell.execution_count = count if count <= len(record["outputs"]) else None
    neutralise(notebook)
    return Execution(
        job.key,
        notebook,
        record["seconds"],
        record["cpu_seconds"],
        record["peak_mib"],
        record["fault"],
        cell_seconds=tuple(record["cell_seconds"]),
    )
