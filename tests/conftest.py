"""The course that the tests use: one small lesson, in a folder of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode

from coursekit.course import Course
from coursekit.engine.sandbox import why_no_sandbox
from coursekit.execution import Executor, default_executor, index_of
from coursekit.release import release

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one lesson, `averages`, with nothing built yet."""
    return tiny_course(tmp_path / "course")


def tiny_course(root: Path, fixture: str = "tiny") -> Course:
    shutil.copytree(FIXTURES / fixture, root)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return Course(root)


def course_command(root: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `course` in a folder, with these variables besides the test's own."""
    return subprocess.run(
        [sys.executable, "-m", "coursekit", *words],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def cannot_run(why: str) -> None:
    """Skip a test for what this machine lacks; in CI, where nothing may be lacking, fail it."""
    if os.environ.get("CI"):  # a skip there would hide that a test of the sandbox or the browser never runs
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def sandboxed() -> None:
    """For tests that need a sandbox."""
    why = why_no_sandbox()
    if why:
        cannot_run(why)


@pytest.fixture
def released(course: Course) -> Course:
    release(course)
    return course


@pytest.fixture(scope="session")
def executor() -> Executor:
    return default_executor()


@pytest.fixture
def submit(released: Course) -> Callable[..., Path]:
    """Hand in the released notebook, with the given solutions in it, for a student."""

    def hand_in(
        student: str,
        solutions: dict[str, str] | None = None,
        change: Callable[[NotebookNode], object] = lambda notebook: None,
    ) -> Path:
        return submit_solutions(released, student, solutions or {}, change)

    return hand_in


def submit_solutions(
    course: Course,
    student: str,
    solutions: dict[str, str],
    change: Callable[[NotebookNode], object] = lambda notebook: None,
) -> Path:
    path = course.release / "averages" / "averages.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for exercise, source in solutions.items():
        notebook.cells[index_of(notebook, exercise)].source = source
    change(notebook)
    target = course.submitted / student / "averages" / "averages.ipynb"
    target.parent.mkdir(parents=True)
    nbformat.write(notebook, target)
    return target


RIGHT = {
    "mean": "def mean(x):\n    return sum(x) / len(x)",
    "median": "import statistics\nmedian = statistics.median",
}
