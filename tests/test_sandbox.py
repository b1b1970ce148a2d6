"""Grading other people's work: in a sandbox or not at all, and what was noticed is told."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import RIGHT, course_command

from coursekit.course import Course
from coursekit.engine import sandbox
from coursekit.errors import CourseError
from coursekit.execution import Executor, KernelExecutor, default_executor
from coursekit.grade import grade
from coursekit.report import write_class_report
from coursekit.results import read_results

Submit = Callable[..., Path]

TAMPERING = "import builtins\n\n\ndef mean(x):\n    builtins.abs = lambda value: 0.0\n    return 0.0"


def test_without_bubblewrap_grading_refuses_with_the_remedy(
    released: Course, submit: Submit, tmp_path: Path
) -> None:
    submit("ada", RIGHT)
    done = course_command(released.root, "grade", PATH=str(tmp_path))
    assert done.returncode == 1
    [line] = [text for text in done.stderr.splitlines() if text.strip()]
    assert "bwrap" in line
    assert "apt-get install bubblewrap" in line
    assert "--no-sandbox" in line
    assert not released.autograded.joinpath("ada").exists()


def test_no_sandbox_grades_and_says_so(released: Course, submit: Submit, tmp_path: Path) -> None:
    submit("ada", RIGHT)
    done = course_command(released.root, "grade", "--no-sandbox", PATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "without a sandbox" in done.stderr
    assert "without a sandbox" in (released.reports / "class.html").read_text()


def test_a_machine_that_forbids_namespaces_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "why_no_sandbox", lambda: "bwrap cannot make a sandbox here: forbidden")
    with pytest.raises(CourseError, match="user namespaces"):
        sandbox.require_sandbox()
    assert default_executor("if possible").sandboxed is False


def test_the_probe_finds_a_sandbox_that_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_bwrap", lambda: "false")
    sandbox.why_no_sandbox.cache_clear()
    try:
        assert "cannot make a sandbox" in sandbox.why_no_sandbox()
    finally:
        sandbox.why_no_sandbox.cache_clear()


@pytest.mark.usefixtures("sandboxed")
def test_what_was_noticed_stands_in_record_and_report(
    released: Course, submit: Submit, executor: Executor
) -> None:
    submit("mallory", {**RIGHT, "mean": TAMPERING})
    submit("ada", RIGHT)
    run = grade(released, ["averages"], executor)
    assert run.sandboxed
    results = read_results(released, ["averages"])
    assert results.results["mallory", "averages"].score == 2  # the median is right
    assert results.results["ada", "averages"].score == 4
    assert [result.student for result in results.flagged] == ["mallory"]
    page = write_class_report(results, run, released.reports / "class.html").read_text()
    assert "builtins.abs changed" in page
    assert "without a sandbox" not in page
    feedback = (released.feedback / "mallory" / "averages" / "averages.html").read_text()
    assert "TamperedTestsError" in feedback
    again = grade(released, ["averages"], executor)
    assert [result.flags != () for result in again.results] == [False, True]


def test_a_kernel_is_no_sandbox(released: Course, submit: Submit) -> None:
    submit("ada", RIGHT)
    assert not grade(released, ["averages"], KernelExecutor()).sandboxed


@pytest.mark.usefixtures("sandboxed")
def test_nbgraders_own_autograde_keeps_code_in_the_sandbox(released: Course, submit: Submit) -> None:
    peek = f"from pathlib import Path\nprint('seen', Path({str(released.gradebook)!r}).exists())\n"
    submit("ada", {**RIGHT, "mean": peek + RIGHT["mean"]})
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "averages", "--create"],
        cwd=released.root,
        check=True,
        capture_output=True,
    )
    text = (released.autograded / "ada" / "averages" / "averages.ipynb").read_text()
    shown = [o for cell in json.loads(text)["cells"] for o in cell.get("outputs", [])]
    assert "seen False" in str(shown)
