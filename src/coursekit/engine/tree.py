"""Which notebooks begin alike: a group of runs, split by the next cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["code", "locked", "graded"]


@dataclass(frozen=True)
class Cell:
    """One code cell. `locked` and `graded` ones are the lesson's: nbgrader puts their text back."""

    source: str
    kind: Kind = "code"


@dataclass(frozen=True)
class Canary:
    """A graded cell that must fail once `stub` stands in the place of the exercise's solution.

    `made` are the names that cells between the solution and the tests bind: the tests may look at what was
    made with the solution, a trained model for one, and not at the solution itself.
    """

    position: int
    stub: str
    made: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Run:
    """One notebook as the engine sees it.

    Args:
        key: what the caller knows it by.
        cells: its code cells, in order.
        canaries: what is tried when the last cell has run.
        stop_on_failure: whether a graded cell that fails ends the run.
        limit: from which position on another time limit holds, and how many seconds it is.
        skip: positions of cells that killed the process at an earlier try, with the reason.
    """

    key: str
    cells: tuple[Cell, ...]
    canaries: tuple[Canary, ...] = ()
    stop_on_failure: bool = False
    limit: tuple[int, float] | None = None
    skip: dict[int, str] = field(default_factory=dict)


def distinct(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs grouped so that those in one group are the same from top to bottom."""
    return _grouped(runs, lambda run: (run.cells, run.canaries, run.stop_on_failure, tuple(run.skip.items())))


def by_next_cell(runs: Iterable[Run], depth: int) -> list[list[Run]]:
    """Return the runs grouped by the cell at `depth`; those that end there are a group."""
    return _grouped(
        runs, lambda run: (run.cells[depth], run.skip.get(depth)) if depth < len(run.cells) else None
    )


def _grouped(runs: Iterable[Run], key: Callable[[Run], object]) -> list[list[Run]]:
    groups: dict[object, list[Run]] = {}
    for run in runs:
        groups.setdefault(key(run), []).append(run)
    return list(groups.values())
