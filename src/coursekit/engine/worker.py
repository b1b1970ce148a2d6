"""The process that runs cells, on the word of the supervisor, and forks when it is told to.

It holds no cell that has not run: what a notebook's code can find in this process is what came before it.
Commands are JSON objects with a nonce that the answer repeats:

- `run`: one cell, its kind, and how long it may take. The answer holds its outputs.
- `fork`: with the end of a new channel. A copy of this process goes on behind that channel.
- `canary`: a stub and a graded cell that must fail with it. The answer says whether it did.
"""

import builtins
import json
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from coursekit.engine import isolation
from coursekit.engine.channel import Channel, ChannelError, say_hello
from coursekit.engine.guard import Guard
from coursekit.engine.limits import Limits
from coursekit.engine.outputs import TAMPERED, Output, error_output, has_error
from coursekit.engine.shell import CellRunner
from coursekit.engine.sources import bound_names

# As in guard.py: Python's functions, not those that a notebook may put in their place.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

Message = dict[str, Any]


class CellTimeoutError(Exception):
    """Raised in a cell that takes longer than the limit."""


class Worker:
    """One process of the tree; forking copies it.

    Args:
        order: what the supervisor said at the start: scratch, sandbox, limits, imports.
    """

    def __init__(self, channel: Channel, order: Message) -> None:
        self._channel = channel
        self._scratch = Path(order["scratch"])
        self._limits = Limits(**order["limits"])
        self._sandbox = bool(order["sandbox"])
        self._keeps_paths = True
        self._forked: set[int] = set()
        self._events: set[str] = set()
        self._lesson_files: set[str] = set()
        self._runner = CellRunner()
        with self._runner.as_in_a_cell():  # libraries look where they are imported
            self._guard = Guard(order["imports"], self._is_students, self._on_event)
        self._files = isolation.files(self._scratch)
        self._descriptors = _open_for_writing()
        signal.signal(signal.SIGALRM, _on_alarm)

    def serve(self) -> None:
        """Do what the supervisor says until it hangs up."""
        while True:
            try:
                message, end = self._channel.receive_with_file()
            except ChannelError:
                return
            if "fork" in message and end is not None:
                self._fork(message, end)
                continue
            answer = self._run(message) if "run" in message else self._canary(message)
            answer["nonce"] = message["nonce"]
            self._channel.send(answer)

    def _run(self, message: Message) -> Message:
        source, kind = message["run"], message["kind"]
        started = time.perf_counter()
        if kind == "graded":
            outputs = self._run_graded(source, message["seconds"])
        else:
            if kind == "locked":
                self._lesson_files.add(self._runner.file_name(source))
            outputs = self._timed(self._runner.run, source, message["seconds"])
            if kind == "locked":
                self._guard.learn(source, self._runner.namespace)
        return {
            "outputs": outputs,
            "seconds": time.perf_counter() - started,
            "cpu_seconds": _cpu_seconds(),
            "peak_mib": _peak_mib(),
            "forkable": self._is_forkable(),
        }

    def _run_graded(self, source: str, seconds: float) -> list[Output]:
        """Run a graded cell with clean tools; one that passes without them does not count."""
        namespace = self._runner.namespace
        for name in self._guard.restore(namespace):
            self._note(f"{name} had been replaced, and was put back before a graded cell")
        self._lesson_files.add(self._runner.file_name(source))
        self._events.clear()
        outputs = self._timed(self._graded, source, seconds)
        spoilt = [f"{name} changed" for name in self._guard.restore(namespace)]
        spoilt += [f"the tripwire '{name}' did not trip" for name in self._guard.broken_tripwires()]
        spoilt += [f"{event} was used" for event in sorted(self._events)]
        if spoilt:
            what = f"{', '.join(spoilt)} while the tests ran"
            self._note(what)
            if not has_error(outputs):
                text = f"{what}, so they do not count; ask your instructor if you need it"
                outputs = [*outputs, error_output(TAMPERED, text)]
        return outputs

    def _graded(self, source: str) -> list[Output]:
        return self._runner.run_graded(source, self._guard.helpers)

    def _on_event(self, event: str) -> None:
        if event not in self._events:
            self._events.add(event)
            self._note(f"a cell uses {event}", event)

    def _note(self, text: str, event: str = "") -> None:
        """Tell the supervisor a fact at once, before anything can be done about it."""
        self._channel.send({"note": text, "event": event})

    def _canary(self, message: Message) -> Message:
        """Run a graded cell on a stub; what passes there is no test any more.

        If it passes, then once more without what was made with the solution.
        """
        namespace = self._runner.namespace
        for name in bound_names(message["stub"]):
            namespace.pop(name, None)
        self._passes(message["stub"], message["seconds"])
        passed = self._passes(message["canary"], message["seconds"])
        if passed:
            made = {name: namespace.pop(name) for name in message["made"] if name in namespace}
            passed = self._passes(message["canary"], message["seconds"])
            namespace.update(made)
        return {"failed": not passed}

    def _passes(self, source: str, seconds: float) -> bool:
        try:
            with _alarm(seconds):
                return self._runner.passes(source, self._guard.helpers)
        except CellTimeoutError:
            return False

    def _timed(self, run: Any, source: str, seconds: float) -> list[Output]:
        try:
            with _alarm(seconds):
                outputs: list[Output] = run(source)
        except CellTimeoutError:  # the alarm rang outside the student's code
            outputs = [*self._runner.outputs.items, error_output(*_TIMED_OUT)]
        return outputs

    def _fork(self, message: Message, end: socket.socket) -> None:
        """Fork; in the sandbox twice, for only a process forked there is inside new namespaces."""
        with suppress(ChildProcessError):
            self._forked -= {pid for pid in self._forked if os.waitpid(pid, os.WNOHANG)[0]}
        before = _children()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                if self._sandbox:
                    isolation.enter_own_namespaces()
                    if os.fork():
                        os._exit(0)
                self._begin(end)
                self.serve()
                code = 0
            finally:
                _end_group(code)
        end.close()
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if self._sandbox else 0
        self._forked |= _children() - before
        self._channel.send({"forked": status == 0, "nonce": message["nonce"]})

    def _begin(self, end: socket.socket) -> None:
        """Start a forked process's own life."""
        with suppress(PermissionError):
            os.setpgid(0, 0)
        self._channel.close()
        if self._sandbox:
            isolation.wall_off(self._scratch, self._limits)
        else:
            isolation.end_with_parent()
            self._keeps_paths = isolation.enter_own_folders(self._scratch)
        self._channel = Channel(end)
        self._forked = set()
        self._runner.renew_file()
        self._files = isolation.files(self._scratch)
        self._descriptors = _open_for_writing()
        _reseed()
        say_hello(end)

    def _is_forkable(self) -> bool:
        """Tell whether a copy of this process would share nothing with it."""
        return (
            len(list(Path("/proc/self/task").iterdir())) == 1
            and not _children() - self._forked
            and (self._keeps_paths or isolation.files(self._scratch) == self._files)
            and _open_for_writing() <= self._descriptors
        )

    def _is_students(self, file: str) -> bool:
        """Tell whether a file name is that of a cell which a student could change."""
        return "/ipykernel_" in file and file not in self._lesson_files


_TIMED_OUT = ("CellTimeoutError", "the cell took longer than its time limit")


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise CellTimeoutError in this process after so many seconds, and each second from then on."""
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _on_alarm(signum: int, frame: object) -> None:
    raise CellTimeoutError(_TIMED_OUT[1])


def _children() -> set[int]:
    pid = os.getpid()
    return {int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def _open_for_writing() -> set[str]:
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


def _end_group(code: int) -> None:
    """End this process and whatever the notebook has started in its group."""
    if os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(0, signal.SIGTERM)
    os._exit(code)


def main() -> None:
    """Serve behind the channel that is open as the descriptor named in the first argument."""
    isolation.end_with_parent()
    end = socket.socket(fileno=int(sys.argv[1]))
    end.set_inheritable(False)
    order: Message = json.loads(sys.argv[2])
    scratch = Path(order["scratch"])
    if order["sandbox"]:
        isolation.take_over_sandbox(Path("/data"), scratch)
    os.chdir(scratch / "run")
    worker = Worker(Channel(end), order)
    for name in [name for name in sys.modules if name.partition(".")[0] == "coursekit"]:
        del sys.modules[name]  # a notebook need not find the engine by name
    say_hello(end)
    worker.serve()


if __name__ == "__main__":
    main()
