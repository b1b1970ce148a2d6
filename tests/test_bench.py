"""The bench runs both commands on the same class, and its figures are what it says they are."""

import json
import sqlite3
from pathlib import Path

import pytest
from conftest import course_command, tiny_course

from coursekit.bench import Figures, _disagreements, _distinct_cells, _scaled, our_class, tree_mib
from coursekit.course import Course
from coursekit.execution import default_executor
from coursekit.grade import grade
from coursekit.release import release
from coursekit.sample import mixed_notebooks, read_material


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class of three in which the third has handed in what the first has."""
    home = tiny_course(tmp_path_factory.mktemp("home") / "course")
    release(home)
    first, second = mixed_notebooks(read_material(home, "averages"), 2, seed=1)
    ours = our_class(home, home.root.with_name("ours"), "averages", {"a": first, "b": second, "c": first})
    grade(ours, ["averages"], default_executor())
    return ours


def test_the_command_measures_and_writes_data(course: Course) -> None:
    done = course_command(
        course.root, "bench", "--students", "3", "--stock-sample", "2", "--json", "out/bench.json"
    )
    assert done.returncode == 0, done.stderr
    assert "stock nbgrader graded 2 of 3 students" in done.stdout
    assert "on 2 students both give the same marks" in done.stdout
    [(lesson, found)] = json.loads((course.root / "out" / "bench.json").read_text()).items()
    assert (lesson, found["students"], found["stock_sample"]) == ("averages", 3, 2)
    assert found["ratio"] == found["stock_s"] / found["ours_s"]
    assert found["limit_ratio"] == found["ours_s"] / found["limit_s"]
    assert found["limit_s"] > 0
    assert found["peak_mib"] > 50
    assert sum(found["parts"].values()) == pytest.approx(found["ours_s"])


def test_a_class_is_the_same_for_the_same_seed_and_differs_within(course: Course) -> None:
    release(course)
    material = read_material(course, "averages")
    notebooks = mixed_notebooks(material, 12, seed=1)
    assert notebooks == mixed_notebooks(material, 12, seed=1)
    assert notebooks != mixed_notebooks(material, 12, seed=2)
    assert len(set(notebooks)) > 6


def test_each_distinct_cell_counts_once(graded: Course) -> None:
    def code_cells(student: str) -> list[str]:
        book = json.loads((graded.autograded / student / "averages" / "averages.ipynb").read_text())
        return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]

    first, second = code_cells("a"), code_cells("b")
    shared = next(i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)
    cells, seconds = _distinct_cells(graded, "averages")
    assert cells == len(first) + len(second) - shared
    assert seconds > 0


def test_marks_that_differ_are_named(graded: Course, tmp_path: Path) -> None:
    other = Course(tmp_path)
    with sqlite3.connect(graded.gradebook) as source, sqlite3.connect(other.gradebook) as target:
        source.backup(target)
    assert _disagreements(other, graded) == []
    with sqlite3.connect(other.gradebook) as database:
        database.execute("update grade set auto_score = 7 where rowid = 1")
    [words] = _disagreements(other, graded)
    assert "stock 7, ours" in words


def test_what_a_student_costs_is_scaled_and_the_start_is_not() -> None:
    assert _scaled(graded=20.0, start=4.0, sample=8, students=40) == 4.0 + 5 * 16.0


def test_ratios_are_of_whole_commands() -> None:
    figures = Figures(40, 40, 900, 2, 8, stock_s=120, stock_peak_mib=1, ours_s=12, peak_mib=1, limit_s=10)
    assert (figures.ratio, figures.limit_ratio) == (10, 1.2)


def test_memory_is_that_of_a_process_and_what_it_started() -> None:
    import os
    import subprocess
    import sys

    program = "x = bytearray(200 << 20); x[:] = b'1' * len(x); print('.', flush=True); input()"
    before = tree_mib(os.getpid())
    with subprocess.Popen([sys.executable, "-c", program], stdin=-1, stdout=-1) as child:
        assert child.stdout is not None
        child.stdout.read(1)
        assert tree_mib(os.getpid()) - before > 190
        child.communicate(b"\n")
