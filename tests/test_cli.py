"""The command: one clear line and a non-zero exit for bad input, never a traceback."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import course_command

from coursekit.course import Course


def one_line(done: "subprocess.CompletedProcess[str]") -> str:
    lines = done.stderr.strip().splitlines()
    assert done.returncode != 0
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("course: ")
    return lines[0]


def test_an_unknown_lesson(course: Course) -> None:
    assert "did you mean 'averages'" in one_line(course_command(course.root, "check", "averges"))
    assert "planned but not written" in one_line(course_command(course.root, "check", "spreads"))


def test_outside_a_course(tmp_path: Path) -> None:
    assert "is not inside a course" in one_line(course_command(tmp_path, "build"))


def test_a_busy_port(course: Course) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = str(server.getsockname()[1])
        assert f"port {port} is in use" in one_line(course_command(course.root, "lab", "--port", port))


def test_nothing_submitted(course: Course) -> None:
    assert "submitted/ holds no submission" in one_line(course_command(course.root, "grade"))


def test_a_lesson_with_a_mistake(course: Course) -> None:
    path = course.lesson_file("averages")
    path.write_text(path.read_text().replace("points=2", ""))
    assert "averages.py:29: the tests 'mean-value' have no points" in one_line(
        course_command(course.root, "build")
    )


def test_missing_settings(course: Course) -> None:
    (course.root / "nbgrader_config.py").unlink()
    assert "nbgrader_config.py: the file is missing" in one_line(course_command(course.root, "release"))


def test_a_missing_package(course: Course) -> None:
    hide = "import sys; sys.modules['nbgrader'] = None; sys.argv = ['course', 'release']"
    done = subprocess.run(
        [sys.executable, "-c", f"{hide}; from coursekit.cli import main; main()"],
        cwd=course.root,
        capture_output=True,
        text=True,
    )
    assert "the package 'nbgrader" in one_line(done)


def test_a_damaged_gradebook(course: Course) -> None:
    course.gradebook.write_text("this is no database " * 100)
    line = one_line(course_command(course.root, "release"))
    assert "nbgrader could not make the student's version" in line
    assert "not a database" in line


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(course: Course) -> None:
    course.root.chmod(0o555)
    try:
        assert "permission denied" in one_line(course_command(course.root, "build"))
    finally:
        course.root.chmod(0o755)


def test_a_file_where_a_folder_should_be(course: Course) -> None:
    (course.root / "source").write_text("not a folder")
    assert "cannot write to" in one_line(course_command(course.root, "build"))


def test_the_students_way(course: Course) -> None:
    prepared = course_command(course.root, "lab", "--no-start")
    assert prepared.returncode == 0, prepared.stderr
    assert "new lessons averages" in prepared.stdout
    done = course_command(course.root, "progress")
    assert done.returncode == 0, done.stderr
    assert "0 of 2 skills proven" in done.stdout
    assert (course.root / "reports" / "progress.html").exists()
    (course.work / "averages" / "averages.ipynb").write_text("{")
    broken = course_command(course.root, "progress")
    assert broken.returncode == 1
    assert "work/averages: averages.ipynb is not a notebook but broken JSON" in broken.stderr
    assert "Traceback" not in broken.stderr


def test_the_instructors_way(course: Course) -> None:
    course_command(course.root, "release")
    for student in ("ada", "bob"):
        target = course.submitted / student / "averages"
        shutil.copytree(course.release / "averages", target)
    (course.submitted / "bob" / "averages" / "averages.ipynb").write_text("{")
    done = course_command(course.root, "grade")
    assert done.returncode == 1
    assert "1 graded" in done.stdout
    assert "submitted/bob/averages: averages.ipynb is not a notebook" in done.stderr
    assert (course.root / "reports" / "class.html").exists()
    again = course_command(course.root, "grade", "averages")
    assert "0 graded" in again.stdout
    assert "1 unchanged" in again.stdout


def test_clean_removes_the_derived_and_never_the_state(course: Course) -> None:
    course_command(course.root, "lab", "--no-start")
    (course.submitted / "ada").mkdir(parents=True)
    done = course_command(course.root, "clean")
    assert done.returncode == 0, done.stderr
    assert not (course.source / "averages").exists()
    assert not (course.release / "averages").exists()
    assert not (course.root / ".course").exists()
    assert (course.work / "averages" / "averages.ipynb").exists()
    assert (course.submitted / "ada").exists()
    assert course.gradebook.exists()


def test_check_says_all_and_writes_data(course: Course) -> None:
    done = course_command(course.root, "check", "--json", "out/check.json")
    assert done.returncode == 0, done.stderr
    assert "1 lessons checked, no faults" in done.stdout
    assert '"graded_cells": 3' in (course.root / "out" / "check.json").read_text()
    (course.lesson_folder("averages") / "answers" / "accept" / "mean_loop.py").unlink()
    bad = course_command(course.root, "check")
    assert bad.returncode == 1
    assert "has no other right answer" in bad.stdout
