"""The trusted side of the engine: which process runs which cell, and what is believed of its answers.

The notebooks of a batch are a tree of cells. A process stands at each place where notebooks differ, having
run what they share, and is forked once for each way on. All that a process says is checked here; a process
that says nothing, dies, or says what it must not costs the cell that it was running, and nothing else.
"""

import os
import secrets
import select
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from coursekit.engine.channel import GONE, Channel, ChannelError, pair
from coursekit.engine.limits import Limits
from coursekit.engine.outputs import TAMPERED, Output, error_output, has_error
from coursekit.engine.processes import process_tree
from coursekit.engine.tree import Canary, Cell, Run, by_next_cell, distinct

Sink = Callable[[str, "Record"], None]

CHECKPOINT_SECONDS = 0.15
"""A process stays behind as a checkpoint when more than this would have to be done again."""

CHECKPOINT_GROWTH = 1.3
MAX_CHECKPOINT_LEVEL = 14
"""Namespaces can be nested 32 deep, so that checkpoints are taken more rarely the deeper they are, and leave
room for the places where notebooks differ."""

GRACE_SECONDS = 10.0
"""How long a cell may ignore its time limit before its process is killed."""

FORK_SECONDS = 50.0
CANARY_SECONDS = 10.0
WATCH_SECONDS = 0.1
"""How often memory and processes of a running cell are counted."""

MAX_FLAGS = 30

REACHING = ("gc.", "ctypes.")
"""Audit events by which a notebook's cell can reach the engine itself: later results are not believed."""

MAX_DEATHS = 5
"""How many cells of one notebook may kill their process before the rest is given up."""


@dataclass(frozen=True)
class Record:
    """What became of one run: outputs for each cell that was run, and facts for the report."""

    outputs: list[list[Output]]
    cell_seconds: tuple[float, ...] = ()
    cpu_seconds: float = 0.0
    peak_mib: float = 0.0
    fault: str | None = None
    flags: tuple[str, ...] = ()
    passed_canaries: tuple[int, ...] = ()
    lost: str | None = None

    @property
    def seconds(self) -> float:
        return sum(self.cell_seconds)


class NodeDiedError(Exception):
    """A process is gone, or has to go; `depth` is the cell that it was running."""

    def __init__(self, depth: int, why: str) -> None:
        super().__init__(why)
        self.depth = depth
        self.why = why


class CannotForkError(Exception):
    """A process cannot be copied: the notebooks in it have to be run apart."""


@dataclass
class Node:
    """A process that has run `done`, the first cells of all runs that it stands for."""

    channel: Channel
    pid: int
    pidfd: int
    limits: Limits
    done: list[list[Output]] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    cell_seconds: list[float] = field(default_factory=list)
    cpu_seconds: float = 0.0
    peak_mib: float = 0.0
    forkable: bool = True
    level: int = 0
    reached: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def depth(self) -> int:
        return len(self.done)

    def run(self, cell: Cell, limit: float) -> None:
        """Run the next cell, for at most `limit` seconds."""
        left = self.limits.notebook_seconds - sum(self.cell_seconds)
        seconds = min(limit, max(left, 1.0))
        answer = self._ask({"run": cell.source, "kind": cell.kind, "seconds": seconds}, seconds)
        outputs = checked_outputs(answer.get("outputs"))
        if outputs is None:
            raise NodeDiedError(self.depth, "the cell's process gave an answer that is no output")
        if self.reached and cell.kind == "graded" and not has_error(outputs):
            text = f"a cell uses {self.reached}, after which no result can be believed; ask your instructor"
            outputs.append(error_output(TAMPERED, text))
        self.done.append(outputs)
        self.cell_seconds.append(_number(answer.get("seconds")))
        self.cpu_seconds = _number(answer.get("cpu_seconds"))
        self.peak_mib = max(self.peak_mib, _number(answer.get("peak_mib")))
        self.forkable = answer.get("forkable") is True

    def skip(self, why: str) -> None:
        """Pass over a cell that has ended its process before."""
        self.done.append([error_output("CellDied", why)])
        self.cell_seconds.append(0.0)

    def fails_on_stub(self, source: str, canary: Canary) -> bool:
        """Return whether a graded cell fails on a stub, as it must."""
        made = sorted(canary.made)
        message = {"canary": source, "stub": canary.stub, "made": made, "seconds": CANARY_SECONDS}
        try:
            return self._ask(message, CANARY_SECONDS * 2).get("failed") is not False
        except NodeDiedError:
            return True

    def fork(self) -> "Node":
        """Return a copy of this process."""
        ours, theirs = pair()
        try:
            # Not watched: this process's children are the engine's own, other notebooks.
            answer = self._ask({"fork": True}, FORK_SECONDS, theirs, watch=False)
            if answer.get("forked") is not True:
                raise CannotForkError
            pid = ours.peer_pid(FORK_SECONDS + GRACE_SECONDS)
            pidfd = os.pidfd_open(pid)
        except (ChannelError, ProcessLookupError):
            ours.close()
            raise CannotForkError from None
        except (NodeDiedError, CannotForkError):
            ours.close()
            raise
        return replace(
            self,
            channel=ours,
            pid=pid,
            pidfd=pidfd,
            done=list(self.done),
            flags=list(self.flags),
            cell_seconds=list(self.cell_seconds),
            cpu_seconds=0.0,
            level=self.level + 1,
            lock=threading.Lock(),
        )

    def close(self) -> None:
        """End the process, and with it all that it has started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        with suppress(ProcessLookupError, PermissionError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
        self.channel.close()
        with suppress(OSError):
            os.close(self.pidfd)

    def _ask(
        self, message: dict[str, Any], seconds: float, end: socket.socket | None = None, watch: bool = True
    ) -> dict[str, Any]:
        """Send a command, perhaps with the end of a new channel, and return the answer to it."""
        nonce = secrets.token_hex(16)
        with self.lock:
            try:
                self.channel.send({**message, "nonce": nonce}, end)
                return self._answer(nonce, seconds + GRACE_SECONDS, watch)
            except ChannelError as error:
                raise NodeDiedError(self.depth, str(error)) from None

    def _answer(self, nonce: str, seconds: float, watch: bool) -> dict[str, Any]:
        """Wait for the answer to a command, and meanwhile watch that the process takes not too much."""
        end = time.monotonic() + seconds
        poll = select.poll()
        poll.register(self.channel.fileno(), select.POLLIN)
        poll.register(self.pidfd, select.POLLIN)
        while True:
            ready = {fd for fd, _ in poll.poll(1000 * WATCH_SECONDS)}
            if self.channel.fileno() in ready:
                answer = self.channel.receive()
                if isinstance(answer.get("note"), str):
                    if len(self.flags) < MAX_FLAGS:
                        self.flags.append(answer["note"][:300])
                    if str(answer.get("event")).startswith(REACHING):
                        self.reached = str(answer["event"])[:40]
                    continue
                if answer.get("nonce") != nonce:
                    raise ChannelError("its process answered out of turn")
                return answer
            if ready:
                raise ChannelError(GONE)
            if time.monotonic() > end:
                limit = seconds - GRACE_SECONDS
                raise ChannelError(f"the cell ran for more than {limit:g} s and could not be interrupted")
            excess = _excess(self.pid, self.limits) if watch else ""
            if excess:
                raise ChannelError(excess)


class Supervisor:
    """Runs the notebooks of one batch.

    Args:
        workers: how many processes run cells at the same time.
        sink: told each run's key and record, once, from several threads.
    """

    def __init__(self, workers: int, sink: Sink) -> None:
        self._slots = threading.Semaphore(workers - 1)
        self._sink = sink
        self._saved: set[str] = set()
        self._tries: dict[str, int] = {}

    def run(self, root: Node, runs: list[Run]) -> None:
        """Run all; `root` is a process in which nothing has run, and never will."""
        try:
            self._fork_all(root, [runs])
        except (NodeDiedError, CannotForkError) as error:
            why = str(error) or "no process could be forked for it"
            for run in self._unsaved(runs):
                self._save(run, Record([], lost=why))

    def _fork_all(self, node: Node, branches: list[list[Run]]) -> None:
        """Run each branch in a process of its own, as many at a time as there are slots."""
        waiting = deque(branches)
        failures: list[BaseException] = []
        threads: list[threading.Thread] = []

        def drain() -> None:
            while not failures:
                try:
                    branch = waiting.popleft()
                except IndexError:
                    return
                if waiting and self._slots.acquire(blocking=False):
                    threads.append(threading.Thread(target=help_out))
                    threads[-1].start()
                try:
                    waiting.extend(self._attempt(node, branch))
                except BaseException as error:  # a thread's error is raised below, by its owner
                    failures.append(error)

        def help_out() -> None:
            try:
                drain()
            finally:
                self._slots.release()

        drain()
        for thread in threads:  # grows while it is walked
            thread.join()
        if failures:
            raise failures[0]

    def _attempt(self, node: Node, branch: list[Run]) -> list[list[Run]]:
        """Run a branch from `node` on; return what is left to do of it."""
        child = node.fork()
        try:
            self._explore(child, branch)
            return []
        except CannotForkError:
            return distinct(self._unsaved(branch))
        except NodeDiedError as death:
            return self._again(child, branch, death)
        finally:
            child.close()

    def _explore(self, node: Node, runs: list[Run]) -> None:
        """Run all cells of all runs, sharing what they share."""
        started = time.monotonic()
        while any(len(run.cells) > node.depth for run in runs):
            branches = by_next_cell(runs, node.depth)
            worth = CHECKPOINT_SECONDS * CHECKPOINT_GROWTH**node.level
            costly = (
                time.monotonic() - started > worth
                and node.level < MAX_CHECKPOINT_LEVEL
                and len(distinct(runs)) > 1
            )
            if len(branches) > 1 or costly:
                if not node.forkable:
                    raise CannotForkError
                self._fork_all(node, branches)
                return
            self._step(node, runs)
            runs = self._without_stopped(node, runs)
        for group in distinct(runs):
            self._save_all(node, group)

    def _without_stopped(self, node: Node, runs: list[Run]) -> list[Run]:
        """Save the runs that end at a graded cell which has just failed; return the others."""
        last = node.depth - 1
        if runs[0].cells[last].kind != "graded" or not has_error(node.done[last]):
            return runs
        stopped = [run for run in runs if run.stop_on_failure]
        if stopped:
            self._save_all(node, stopped)
        return [run for run in runs if not run.stop_on_failure]

    def _save_all(self, node: Node, runs: list[Run]) -> None:
        """Save runs of which no cell is left to run."""
        run = runs[0]
        passed = [
            canary.position
            for canary in run.canaries
            if canary.position < node.depth
            and not has_error(node.done[canary.position])
            and not node.fails_on_stub(run.cells[canary.position].source, canary)
        ]
        record = Record(
            list(node.done),
            tuple(node.cell_seconds),
            node.cpu_seconds,
            node.peak_mib,
            next(iter(run.skip.values()), None),
            tuple(dict.fromkeys(node.flags)),
            tuple(passed),
        )
        for run in runs:
            self._save(run, record)

    def _step(self, node: Node, runs: list[Run]) -> None:
        """Run the next cell, which all of the runs share."""
        depth, run = node.depth, runs[0]
        if depth in run.skip:
            node.skip(run.skip[depth])
            return
        standard = node.limits.cell_seconds
        own = [r.limit[1] if r.limit is not None and depth >= r.limit[0] else standard for r in runs]
        node.run(run.cells[depth], max(own))

    def _again(self, node: Node, branch: list[Run], death: NodeDiedError) -> list[list[Run]]:
        """Return how to go on with a branch whose process has died: apart, then without that cell."""
        groups = distinct(self._unsaved(branch))
        if len(groups) != 1:
            return groups
        [group] = groups
        first = group[0]
        self._tries[first.key] = self._tries.get(first.key, 0) + 1
        if death.depth >= len(first.cells):
            if self._tries[first.key] <= MAX_DEATHS:
                return [group]
            for run in group:
                self._save(run, Record([], lost="no process could be forked for it"))
            return []
        again = [replace(run, skip={**run.skip, death.depth: death.why}) for run in group]
        if len(again[0].skip) <= MAX_DEATHS:
            return [again]
        for run in again:
            self._give_up(node, run)
        return []

    def _give_up(self, node: Node, run: Run) -> None:
        """Save a run of which too many cells kill their process: the rest is not run."""
        rest = error_output("CellDied", "not run: too many cells before it ended their process")
        died = [
            [error_output("CellDied", run.skip[i]) if i in run.skip else rest]
            for i in range(node.depth, len(run.cells))
        ]
        fault = next(iter(run.skip.values()))
        self._save(
            run, Record([*node.done, *died], tuple(node.cell_seconds), fault=fault, flags=tuple(node.flags))
        )

    def _unsaved(self, runs: list[Run]) -> list[Run]:
        return [run for run in runs if run.key not in self._saved]

    def _save(self, run: Run, record: Record) -> None:
        self._saved.add(run.key)
        self._sink(run.key, record)


def checked_outputs(value: Any) -> list[Output] | None:
    """Return a process's outputs with the fields that nbformat knows and no others, or None."""
    if not isinstance(value, list):
        return None
    found = []
    for item in value:
        output = _checked(item) if isinstance(item, dict) else None
        if output is None:
            return None
        found.append(output)
    return found


def _checked(item: dict[str, Any]) -> Output | None:
    kind = item.get("output_type")
    if kind == "stream":
        name = item.get("name")
        if name not in ("stdout", "stderr") or not isinstance(item.get("text"), str):
            return None
        return {"output_type": kind, "name": name, "text": item["text"]}
    if kind == "error":
        lines = _list(item.get("traceback"))
        texts = (item.get("ename"), item.get("evalue"), *lines)
        if not all(isinstance(text, str) for text in texts):
            return None
        return {"output_type": kind, "ename": texts[0], "evalue": texts[1], "traceback": lines}
    if kind in ("display_data", "execute_result"):
        data, metadata = item.get("data"), item.get("metadata")
        if not isinstance(data, dict) or not isinstance(metadata, dict):
            return None
        output: Output = {"output_type": kind, "data": data, "metadata": metadata}
        if kind == "execute_result":
            count = item.get("execution_count")
            output["execution_count"] = count if isinstance(count, int) else None
        return output
    return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value < 1e9 else 0.0


def _excess(pid: int, limits: Limits) -> str:
    """Return what a process and its descendants take too much of, or ''."""
    page = os.sysconf("SC_PAGE_SIZE") / 2**20
    memory = 0.0
    count = 0
    for process in process_tree(pid):
        with suppress(OSError, ValueError, IndexError):
            resident, shared = (process / "statm").read_text().split()[1:3]
            # Of a forked process, most pages are its parent's; those in files count in none.
            memory += (int(resident) - int(shared)) * page
            count += len(list((process / "task").iterdir()))
        if count > limits.processes:
            return f"the cell started more than {limits.processes} processes and threads"
    if memory > limits.memory_mib:
        return f"the cell took more than {limits.memory_mib} MiB of memory"
    return ""
