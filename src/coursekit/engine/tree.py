"""Which notebooks begin alike: a group of runs, split by the next cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Run:
    """One notebook as the engine sees it: the sources of its code cells, in order.

    Args:
        key: what the caller knows it by.
        cells: sources of the code cells to run.
        skip: positions of cells that killed the process at an earlier try, with the reason.
        final: positions of cells at which the run ends if they raise.
        limit: (position, seconds): what each cell from there on may take, if other than usual.
    """

    key: str
    cells: tuple[str, ...]
    skip: dict[int, str] = field(default_factory=dict)
    final: tuple[int, ...] = ()
    limit: tuple[int, float] | None = None

    def seconds(self, depth: int, usual: float) -> float:
        """Return the seconds that the cell at `depth` may take."""
        return self.limit[1] if self.limit and depth >= self.limit[0] else usual


def distinct(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs grouped so that those in one group are the same from top to bottom."""
    return _grouped(runs, lambda run: (run.cells, tuple(run.skip.items()), run.final, run.limit))


def by_next_cell(runs: Iterable[Run], depth: int) -> list[list[Run]]:
    """Return the runs grouped by the cell at `depth`; each has one."""
    return _grouped(runs, lambda run: (run.cells[depth], run.skip.get(depth)))


def _grouped(runs: Iterable[Run], key: Callable[[Run], object]) -> list[list[Run]]:
    groups: dict[object, list[Run]] = {}
    for run in runs:
        groups.setdefault(key(run), []).append(run)
    return list(groups.values())
