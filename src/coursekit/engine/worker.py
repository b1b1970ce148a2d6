"""The process that runs cells once for all notebooks that share them, and forks where they differ.

It reads one JSON object from standard input (see `main`) and leaves one JSON file for each run in the
results folder. It forks only while it has one thread, no child processes and no open files of the
notebook's making, for those would be shared; from the last such moment on, each notebook that is left
runs by itself. Files that are closed are copied.
"""

import json
import mmap
import os
import resource
import signal
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from coursekit.engine.folders import end_with_parent, enter_own_folders, files
from coursekit.engine.shell import CellRunner, Output, error_output
from coursekit.engine.tree import Run, by_next_cell, distinct

NOT_FORKABLE = 77
"""Exit code of a process that came to a fork and could not: its parent takes the runs apart."""

CHECKPOINT_SECONDS = 0.15
"""A process stays behind as a checkpoint when more than this would have to be done again."""

GRACE_SECONDS = 10.0
"""How long a cell may ignore its time limit before its process is killed."""

MAX_DEATHS = 5
"""How many cells of one notebook may kill their process before the rest is given up."""


class CellTimeoutError(Exception):
    """Raised in a cell that takes longer than the limit."""


class _Clock:
    """Shared memory by which a parent sees where its child is: cell, and when its time is up."""

    _FORMAT = "id"

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, struct.calcsize(self._FORMAT))
        self.wait()

    def start(self, depth: int, seconds: float) -> None:
        self._memory[:] = struct.pack(self._FORMAT, depth, time.monotonic() + seconds)

    def wait(self) -> None:
        """Say that no cell is running: time does not count."""
        depth = self.read()[0]
        self._memory[:] = struct.pack(self._FORMAT, depth, 0.0)

    def read(self) -> tuple[int, float]:
        depth, end = struct.unpack(self._FORMAT, self._memory[:])
        return depth, end

    def is_overdue(self) -> bool:
        end = self.read()[1]
        return end > 0 and time.monotonic() > end + GRACE_SECONDS


class _Tokens:
    """A pipe of bytes, one for each further process that may run at the same time."""

    def __init__(self, count: int) -> None:
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.write(self._write, b"." * count)

    def take(self) -> bool:
        try:
            return os.read(self._read, 1) != b""
        except BlockingIOError:
            return False

    def give(self) -> None:
        os.write(self._write, b".")


class Worker:
    """One process of the tree; forking copies it."""

    def __init__(self, results: Path, scratch: Path, cell_timeout: float, tokens: int) -> None:
        self._results = results
        self._scratch = scratch
        self._timeout = cell_timeout
        self._tokens = _Tokens(tokens)
        self._clock = _Clock()
        self._runner = CellRunner()
        self._done: list[list[Output]] = []
        self._seconds: list[float] = []
        self._files = files(scratch)
        self._keeps_paths = True
        self._descriptors = _open_for_writing(scratch)
        signal.signal(signal.SIGALRM, _on_alarm)

    def explore(self, runs: list[Run]) -> None:
        """Run all cells of all runs, sharing what they share."""
        checkpoint = time.monotonic()
        while True:
            depth = len(self._done)
            for run in [run for run in runs if self._has_ended(run)]:
                self._save(run)
            runs = [run for run in runs if not self._has_ended(run)]
            if not runs:
                return
            if len(distinct(runs)) == 1:
                self._finish(runs)
                return
            if not self._is_forkable():
                os._exit(NOT_FORKABLE)
            branches = by_next_cell(runs, depth)
            if len(branches) > 1 or time.monotonic() - checkpoint > CHECKPOINT_SECONDS:
                self._fork_all(branches)
                return
            self._run_cell(runs, depth)

    def _has_ended(self, run: Run) -> bool:
        depth = len(self._done)
        return depth == len(run.cells) or (depth - 1 in run.final and _raised(self._done[-1]))

    def _finish(self, same: list[Run]) -> None:
        """Run notebooks that are the same from here on to their end."""
        while not self._has_ended(same[0]):
            self._run_cell(same, len(self._done))
        for run in same:
            self._save(run)

    def _run_cell(self, runs: list[Run], depth: int) -> None:
        """Run the cell at `depth`, which all `runs` share."""
        run = runs[0]
        seconds = max(run.seconds(depth, self._timeout) for run in runs)
        started = time.perf_counter()
        if depth in run.skip:
            outputs = [error_output("CellDied", run.skip[depth])]
        else:
            self._clock.start(depth, seconds)
            signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
            try:
                outputs = self._runner.run(run.cells[depth])
            except CellTimeoutError:  # the alarm rang outside the student's code
                outputs = [*self._runner.outputs.items, error_output(*_TIMED_OUT)]
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
                self._clock.wait()
        self._done.append(outputs)
        self._seconds.append(time.perf_counter() - started)

    def _fork_all(self, branches: list[list[Run]]) -> None:
        """Run each branch in a process of its own, as many at a time as there are tokens."""
        waiting = list(branches)
        running: dict[int, tuple[list[Run], _Clock, bool]] = {}
        while waiting or running:
            while waiting and (not running or self._tokens.take()):
                owns_token = bool(running)
                branch = waiting.pop(0)
                clock = _Clock()
                running[self._fork(branch, clock)] = (branch, clock, owns_token)
            pid, status = self._wait(running)
            branch, clock, owns_token = running.pop(pid)
            if owns_token:
                self._tokens.give()
            waiting += self._after(branch, clock, status)

    def _fork(self, branch: list[Run], clock: _Clock) -> int:
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            os.setpgid(0, 0)
            end_with_parent()
            self._clock = clock
            self._runner.renew_file()
            self._keeps_paths = enter_own_folders(self._scratch)
            self._files = files(self._scratch)
            _reseed()
            self.explore(branch)
            code = 0
        except BaseException:
            _log_crash(self._results)
        finally:
            _end_group(code)
        raise AssertionError("unreachable")

    def _wait(self, running: dict[int, tuple[list[Run], _Clock, bool]]) -> tuple[int, int]:
        """Wait until one of the running children ends; kill one that overstays its time."""
        pause = 0.0005
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid in running:
                return pid, status
            for child, (_, clock, _token) in running.items():
                if clock.is_overdue():
                    _kill_group(child)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.02)

    def _after(self, branch: list[Run], clock: _Clock, status: int) -> list[list[Run]]:
        """Return what is left to do of a branch whose process has ended."""
        if os.waitstatus_to_exitcode(status) == NOT_FORKABLE:
            return [group for group in distinct(branch) if not self._is_saved(group)]
        unsaved = [run for run in branch if not self._is_saved([run])]
        if not unsaved:
            return []
        groups = distinct(unsaved)
        if len(groups) > 1:
            return groups
        depth = clock.read()[0]
        seconds = max(run.seconds(depth, self._timeout) for run in groups[0])
        reason = (
            f"the cell ran for more than {seconds:g} s and could not be interrupted"
            if clock.is_overdue()
            else f"the cell ended its own process ({_how(status)})"
        )
        again = [replace(run, skip={**run.skip, depth: reason}) for run in groups[0]]
        if len(again[0].skip) > MAX_DEATHS:
            for run in again:
                self._give_up(run)
            return []
        return [again]

    def _is_saved(self, runs: list[Run]) -> bool:
        return all((self._results / f"{run.key}.json").exists() for run in runs)

    def _give_up(self, run: Run) -> None:
        """Save a run of which too many cells kill their process: the rest is not run."""
        rest = error_output("CellDied", "not run: too many cells before it ended their process")
        died = [
            [error_output("CellDied", run.skip[i])] if i in run.skip else [rest]
            for i in range(len(self._done), len(run.cells))
        ]
        self._write(run, [*self._done, *died], self._seconds)

    def _save(self, run: Run) -> None:
        self._write(run, self._done, self._seconds)

    def _write(self, run: Run, outputs: list[list[Output]], seconds: list[float]) -> None:
        record = {
            "outputs": outputs,
            "seconds": sum(seconds),
            "cell_seconds": seconds,
            "cpu_seconds": _cpu_seconds(),
            "peak_mib": _peak_mib(),
            "fault": next(iter(run.skip.values()), None),
        }
        path = self._results / f"{run.key}.json"
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps(record), encoding="utf-8")
        temporary.replace(path)

    def _is_forkable(self) -> bool:
        """Tell whether a copy of this process would share nothing with it."""
        return (
            len(list(Path("/proc/self/task").iterdir())) == 1
            and not _has_children()
            and (self._keeps_paths or files(self._scratch) == self._files)
            and _open_for_writing(self._scratch) <= self._descriptors
        )


def _raised(outputs: list[Output]) -> bool:
    return any(output["output_type"] == "error" for output in outputs)


_TIMED_OUT = ("CellTimeoutError", "the cell took longer than its time limit")


def _on_alarm(signum: int, frame: object) -> None:
    raise CellTimeoutError(_TIMED_OUT[1])


def _has_children() -> bool:
    pid = os.getpid()
    return bool(Path(f"/proc/{pid}/task/{pid}/children").read_text().strip())


def _open_for_writing(scratch: Path) -> set[str]:
    """Return the files, other than devices and pipes, that this process can write to."""
    found = set()
    for entry in [path.name for path in Path("/proc/self/fd").iterdir()]:
        try:
            target = str(Path(f"/proc/self/fd/{entry}").readlink())
            flags = int(Path(f"/proc/self/fdinfo/{entry}").read_text().split("flags:")[1].split()[0], 8)
        except (OSError, IndexError):
            continue
        writable = flags & (os.O_WRONLY | os.O_RDWR)
        if writable and target.startswith("/") and not target.startswith(("/dev/", "/proc/")):
            if "(deleted)" not in target:
                found.add(target)
        elif target.startswith("socket:"):
            found.add(target)
    return found


def _reseed() -> None:
    """Let forked notebooks not share the states of the global generators."""
    import random

    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


def _cpu_seconds() -> float:
    """Return the processor time of this process since it was forked, and of its ended children."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _peak_mib() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return f"exit code {os.waitstatus_to_exitcode(status)}"


def _kill_group(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def _end_group(code: int) -> None:
    """End this process and whatever the notebook has started in its group."""
    if code == 0 and os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with suppress(ProcessLookupError):
            os.killpg(0, signal.SIGTERM)
    os._exit(code)


def _log_crash(results: Path) -> None:
    import traceback

    with (results / "crash.log").open("a", encoding="utf-8") as file:
        file.write(traceback.format_exc())


def main(read: Callable[[], str] = sys.stdin.read) -> None:
    """Run what standard input says: runs, results, scratch, cell_timeout, workers."""
    end_with_parent()
    order: dict[str, Any] = json.loads(read())
    scratch = Path(order["scratch"])
    os.chdir(scratch / "run")
    worker = Worker(Path(order["results"]), scratch, order["cell_timeout"], order["workers"] - 1)
    runs = [
        Run(
            run["key"],
            tuple(run["cells"]),
            final=tuple(run["final"]),
            limit=run["limit"] and tuple(run["limit"]),
        )
        for run in order["runs"]
    ]
    # One fork before the first cell: whatever the notebooks do, this process lives on to see to it.
    worker._fork_all([runs])


if __name__ == "__main__":
    main()
