"""A process and all that it has started, as the kernel tells it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def process_tree(pid: int) -> Iterator[Path]:
    """Yield the folders in /proc of a process and its descendants, as far as they can be read."""
    waiting = [pid]
    while waiting:
        here = Path(f"/proc/{waiting.pop()}")
        with suppress(OSError, ValueError):
            for task in (here / "task").iterdir():
                waiting += [int(word) for word in (task / "children").read_text().split()]
        yield here
