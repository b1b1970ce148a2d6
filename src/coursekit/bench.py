"""How fast grading is: stock nbgrader and `course grade` on the same class, one after the other.

Both are run as commands, as an instructor would. What neither can beat is the limit: one start with the
lesson's imports, and each distinct cell of the class once, spread over the cores.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from coursekit.course import Course
from coursekit.engine.processes import process_tree
from coursekit.engine.sources import lesson_imports
from coursekit.errors import CourseError
from coursekit.executed import ExecutedStore
from coursekit.files import write_if_changed
from coursekit.release import release
from coursekit.sample import hand_in, mixed_notebooks, read_material

LESSONS = ("first_steps", "logistic_regression", "backpropagation")
"""A light one, one with scikit-learn, one with PyTorch."""

PARTS = ("sanitise", "execute", "record", "feedback")

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Measured:
    """One command: seconds of wall time, and the largest memory of it and all it started, in MiB."""

    seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Figures:
    """What was measured on one lesson.

    Args:
        distinct: how many different notebooks the class handed in.
        cells: how many different cells had to be run, each with what stands above it.
        stock_sample: how many students stock nbgrader graded; its time is scaled to the class.
        parts: seconds of `course grade` by what it did; the rest is its start and the report.
        limit_s: what no grading of this class on these cores can beat.
        disagreements: where the two give different marks, and how.
    """

    students: int
    distinct: int
    cells: int
    cores: int
    stock_sample: int
    stock_s: float
    stock_peak_mib: float
    ours_s: float
    peak_mib: float
    limit_s: float
    parts: dict[str, float] = field(default_factory=dict)
    disagreements: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        return self.stock_s / self.ours_s

    @property
    def limit_ratio(self) -> float:
        return self.ours_s / self.limit_s

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "limit_ratio": self.limit_ratio}


def bench(
    course: Course,
    slugs: tuple[str, ...],
    students: int,
    stock_sample: int,
    seed: int,
    different: int | None = None,
    tell: Tell = lambda words: None,
) -> dict[str, Figures]:
    """Measure each lesson on a class made from its answer banks, in folders that are removed.

    Args:
        stock_sample: how many of the students stock nbgrader grades.
        seed: which class.
        different: how many different notebooks they hand in; as many as there are students if None.
    """
    release(course, slugs)
    figures = {}
    for slug in slugs:
        with _workplace() as folder:
            texts = mixed_notebooks(read_material(course, slug), different or students, seed)
            handed_in = _class(texts, students)
            figures[slug] = _one_lesson(course, folder, slug, handed_in, min(stock_sample, students), tell)
    return figures


def bench_scale(
    course: Course, slug: str, sizes: tuple[int, ...], distinct: int, seed: int, tell: Tell
) -> dict[int, Measured]:
    """Measure classes of several sizes that hand in the same number of different notebooks."""
    release(course, (slug,))
    texts = mixed_notebooks(read_material(course, slug), distinct, seed)
    found = {}
    for size in sizes:
        tell(f"{slug}: course grade, {size} students, {len(set(texts))} different notebooks")
        with _workplace() as folder:
            ours = our_class(course, folder / "ours", slug, _class(texts, size))
            found[size] = _run_ours(ours, slug)[0]
    return found


def _one_lesson(
    course: Course, folder: Path, slug: str, students: dict[str, str], sample: int, tell: Tell
) -> Figures:
    ours = our_class(course, folder / "ours", slug, students)
    tell(f"{slug}: course grade, {len(students)} students")
    our_time, parts = _run_ours(ours, slug)
    sampled = dict(list(students.items())[:sample])
    stock = stock_class(course, folder / "stock", slug, sampled)
    tell(f"{slug}: stock nbgrader autograde, {sample} students")
    stock_time = _run_stock(stock, slug, sample, len(students))
    cells, seconds = _distinct_cells(ours, slug)
    cores = len(os.sched_getaffinity(0))
    return Figures(
        students=len(students),
        distinct=len(set(students.values())),
        cells=cells,
        cores=cores,
        stock_sample=sample,
        stock_s=stock_time.seconds,
        stock_peak_mib=stock_time.peak_mib,
        ours_s=our_time.seconds,
        peak_mib=our_time.peak_mib,
        limit_s=_start_seconds(course, slug) + seconds / cores,
        parts=parts,
        disagreements=tuple(_disagreements(stock, ours)),
    )


def _class(texts: list[str], size: int) -> dict[str, str]:
    """Return the notebooks of a class of this size, by student."""
    return {f"s{number:04}": texts[number % len(texts)] for number in range(size)}


@contextmanager
def _workplace() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="course-bench-") as name:
        yield Path(name)


def our_class(home: Course, root: Path, slug: str, notebooks: dict[str, str]) -> Course:
    """Return a course of this one lesson, released, with these submissions."""
    root.mkdir()
    shutil.copytree(home.curriculum, root / "curriculum")
    shutil.copy(home.config_file, root)
    ours = Course(root)
    release(ours, (slug,))
    for student, text in notebooks.items():
        hand_in(ours, student, slug, text)
    return ours


def stock_class(home: Course, root: Path, slug: str, notebooks: dict[str, str]) -> Course:
    """Return a course that is graded by nbgrader as it comes, with these submissions."""
    root.mkdir()
    (root / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.course_id = "bench"\nc.Exchange.root = "{root}/exchange"\n'
    )
    (root / "exchange").mkdir()
    shutil.copytree(home.source / slug, root / "source" / slug)
    stock = Course(root)
    _measure([*_nbgrader("generate_assignment"), slug], root)
    for student, text in notebooks.items():
        hand_in(stock, student, slug, text)
    return stock


def _run_ours(ours: Course, slug: str) -> tuple[Measured, dict[str, float]]:
    facts = ours.root / "graded.json"
    command = [sys.executable, "-m", "coursekit", "grade", slug, "--json", str(facts)]
    measured = _measure(command, ours.root)
    seconds = json.loads(facts.read_text(encoding="utf-8"))["seconds"]
    parts = {name: float(seconds[name]) for name in PARTS}
    return measured, {**parts, "start and report": measured.seconds - sum(parts.values())}


def _run_stock(stock: Course, slug: str, sample: int, students: int) -> Measured:
    """Measure nbgrader on the sample; what it needs for each student is scaled, its start is not."""
    command = [*_nbgrader("autograde"), slug]
    graded = _measure(command, stock.root)
    start = _measure(command, stock.root).seconds if sample < students else 0.0  # there is nothing left
    return Measured(_scaled(graded.seconds, start, sample, students), graded.peak_mib)


def _scaled(graded: float, start: float, sample: int, students: int) -> float:
    return start + (graded - start) * students / sample


def _nbgrader(verb: str) -> list[str]:
    return [sys.executable, "-m", "nbgrader", verb]


def _measure(command: list[str], folder: Path) -> Measured:
    """Run a command to its end, and watch its memory."""
    log = folder / "log.txt"
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    with log.open("a") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        peak = _Peak(process.pid)
        code = process.wait()
        seconds = time.perf_counter() - started
    if code != 0:
        last = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
        raise CourseError(
            f"{' '.join(command[2:5])} failed: {last[-1] if last else 'no reason given'}",
            remedy="run it in the course itself to see why",
        )
    return Measured(seconds, peak.stop())


class _Peak:
    """Watches the memory of a process and all that it starts. Pages that they share count once."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._over.wait(0.25):
            self._peak = max(self._peak, tree_mib(self._pid))


def tree_mib(pid: int) -> float:
    """Return the memory of a process and its descendants in MiB; 0 where the system does not tell."""
    total = 0.0
    for process in process_tree(pid):
        with suppress(OSError, ValueError, IndexError):
            total += _proportional_mib(process)
    return total


def _proportional_mib(process: Path) -> float:
    lines = (process / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _distinct_cells(ours: Course, slug: str) -> tuple[int, float]:
    """Return how many cells differ, each with what stands above it, and their seconds in all."""
    store = ExecutedStore(ours.cache / "executed")
    data = ours.source / slug / "data"
    seconds: dict[tuple[str, ...], float] = {}
    for path in ours.autograded.glob(f"*/{slug}/{slug}.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        above: tuple[str, ...] = ()
        sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        for source, taken in zip(sources, store.cell_seconds(store.key(notebook, data)), strict=False):
            above = (*above, source)
            seconds[above] = min(taken, seconds.get(above, taken))
    return len(seconds), sum(seconds.values())


def _start_seconds(course: Course, slug: str) -> float:
    """Return how long a notebook's process takes to start and to import what the lesson imports."""
    notebook = nbformat.read(course.source / slug / f"{slug}.ipynb", as_version=4)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    modules = ["ipykernel.zmqshell", *sorted(lesson_imports(sources))]
    with _workplace() as folder:
        return min(
            _measure([sys.executable, "-c", f"import {', '.join(modules)}"], folder).seconds for _ in range(2)
        )


def _disagreements(stock: Course, ours: Course) -> list[str]:
    theirs, mine = _auto_scores(stock), _auto_scores(ours)
    return [
        f"{student}, {cell}: stock {score:g}, ours {mine.get((student, cell), 0.0):g}"
        for (student, cell), score in sorted(theirs.items())
        if score != mine.get((student, cell))
    ]


def _auto_scores(course: Course) -> dict[tuple[str, str], float]:
    query = """
        select s.student_id, c.name, g.auto_score from grade g
        join base_cell c on c.id = g.cell_id join submitted_notebook n on n.id = g.notebook_id
        join submitted_assignment s on s.id = n.assignment_id"""
    with closing(sqlite3.connect(course.gradebook)) as database:
        return {(student, cell): float(score or 0) for student, cell, score in database.execute(query)}


def write_json(figures: dict[str, Figures], path: Path) -> None:
    """Write the figures as `{slug: {...}}`."""
    text = json.dumps({slug: found.as_data() for slug, found in figures.items()}, indent=1)
    write_if_changed(path, f"{text}\n")
