"""What the terminal shows: one console, one kind of progress bar."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

# In a file or a log there is no edge to wrap at.
console = Console(width=None if sys.stdout.isatty() else 150)


@contextmanager
def run_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function to call with (name, done, total); each name gets its own bar."""
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    tasks = {}
    with progress:

        def show(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=total)
            progress.update(tasks[name], completed=done, total=total)

        yield show
