"""nbgrader's own commands work on the course folder as it is."""

import csv
import getpass
import os
import subprocess
import sys
from pathlib import Path

import nbformat
from conftest import RIGHT

from coursekit.course import Course
from coursekit.execution import index_of

PROGRAMS = Path(sys.executable).parent


def nbgrader(course: Course, *words: str) -> str:
    done = subprocess.run(
        [str(PROGRAMS / "nbgrader"), *words],
        cwd=course.root,
        env={**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_from_release_to_export_through_the_exchange(released: Course) -> None:
    nbgrader(released, "release_assignment", "averages")
    nbgrader(released, "fetch_assignment", "averages")
    mine = released.work / "averages" / "averages.ipynb"
    notebook = nbformat.read(mine, as_version=4)
    notebook.cells[index_of(notebook, "mean")].source = RIGHT["mean"]
    nbformat.write(notebook, mine)
    nbgrader(released, "submit", "averages")
    nbgrader(released, "collect", "averages")
    student = getpass.getuser()
    assert (released.submitted / student / "averages" / "averages.ipynb").exists()
    nbgrader(released, "autograde", "averages")
    nbgrader(released, "generate_feedback", "averages")
    feedback = released.feedback / student / "averages" / "averages.html"
    assert "_hidden" not in feedback.read_text()
    nbgrader(released, "release_feedback", "averages")
    nbgrader(released, "export")
    with (released.root / "grades.csv").open() as file:
        [row] = list(csv.DictReader(file))
    assert (row["student_id"], float(row["score"]), float(row["max_score"])) == (student, 2, 4)


def test_validate_says_what_fails_and_what_passes(released: Course) -> None:
    path = released.release / "averages" / "averages.ipynb"
    assert "VALIDATION FAILED ON 3 CELL(S)" in nbgrader(released, "validate", str(path))
    notebook = nbformat.read(path, as_version=4)
    for exercise, source in RIGHT.items():
        notebook.cells[index_of(notebook, exercise)].source = source
    solved = path.with_name("solved.ipynb")
    nbformat.write(notebook, solved)
    assert "Success! Your notebook passes all the tests." in nbgrader(released, "validate", str(solved))
