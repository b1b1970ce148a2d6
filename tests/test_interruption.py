"""The power fails in the middle of grading: the next run goes on, and ends where an undisturbed one does."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import RIGHT, course_command, submit_solutions, tiny_course
from test_record import files, rows

from coursekit.course import Course
from coursekit.history import History
from coursekit.release import release
from coursekit.submissions import submissions

# The real command, in which the process is killed at a given call of a given function.
KILLED = """
import importlib, os, signal, subprocess, sys
module, name, count, when = sys.argv[1:5]
place = importlib.import_module(module)
*outer, last = name.split(".")
for part in outer:
    place = getattr(place, part)
real = getattr(place, last)
calls = 0

def die():
    print(subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True).stdout, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

def counted(*args, **kwargs):
    global calls
    calls += 1
    if calls == int(count) and when == "before":
        die()
    result = real(*args, **kwargs)
    if calls == int(count) and when == "after":
        die()
    return result

setattr(place, last, counted)
sys.argv = ["course", "grade", *sys.argv[5:]]
from coursekit.cli import main
main()
"""

MOMENTS = {
    "the second execution is done": ("coursekit.executed:ExecutedStore.put", 2, "after"),
    "nothing is recorded yet": ("coursekit.record:Recorder.record", 1, "before"),
    "a record is forgotten": ("coursekit.history:History.forget", 3, "after"),
    "autograded/ is being written": ("coursekit.record:nbformat.writes", 2, "after"),
    "a submission's marks are written but not committed": (
        "coursekit.record:Recorder._write_autograded", 3, "after",
    ),
    "a page of feedback is rendered": ("coursekit.feedback_pages:FeedbackPages.render", 2, "after"),
    "a submission is committed but not remembered": ("coursekit.record:Recorder.record", 3, "after"),
    "half of the class is recorded": ("coursekit.history:History.remember", 3, "after"),
    "all is recorded, the report is not written": ("coursekit.report:write_class_report", 1, "before"),
}  # fmt: skip


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class of five with four different notebooks, not graded yet."""
    course = tiny_course(tmp_path_factory.mktemp("class") / "course")
    release(course)
    for student, solutions in {
        "ada": RIGHT,
        "ada_too": RIGHT,
        "bob": {"mean": RIGHT["mean"]},
        "carl": {"mean": "def mean(x):\n    return 3.0"},
        "dora": {},
    }.items():
        submit_solutions(course, student, solutions)
    return course


@pytest.fixture(scope="module")
def undisturbed(handed_in: Course) -> Course:
    course = copy_of(handed_in, handed_in.root.with_name("undisturbed"))
    assert course_command(course.root, "grade").returncode == 0
    return course


@pytest.fixture
def course(handed_in: Course, tmp_path: Path) -> Course:
    return copy_of(handed_in, tmp_path / "course")


def copy_of(course: Course, root: Path) -> Course:
    shutil.copytree(course.root, root)
    return Course(root)


def killed(course: Course, moment: str, *words: str, environment: Mapping[str, str] = {}) -> str:
    """Grade until that moment; return which processes there were."""
    where, count, when = MOMENTS[moment]
    module, name = where.split(":")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, module, name, str(count), when, *words],
        cwd=course.root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    return done.stdout


def assert_nothing_is_half_recorded(course: Course, undisturbed: Course) -> None:
    """Who has a record has everything, and nobody has some of their marks."""
    history = History(course)
    wanted_rows, found_rows = rows(undisturbed), rows(course)
    wanted, found = files(undisturbed), files(course)
    for submission in submissions(course, ["averages"]):
        student = submission.student
        marked = [row for row in found_rows["grade"] if row[0] == student and row[3] is not None]
        assert marked in ([], [row for row in wanted_rows["grade"] if row[0] == student])
        if history.last(submission) is not None:
            assert marked
            own = {path for path in wanted if path.split("/")[1] == student}
            assert {path: wanted[path] for path in own} == {path: found[path] for path in own}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_class_that_is_killed_in_grading(course: Course, undisturbed: Course, moment: str) -> None:
    killed(course, moment)
    assert_nothing_is_half_recorded(course, undisturbed)
    executed = {path: path.stat().st_ino for path in (course.cache / "executed").glob("*.json")}
    assert len(executed) == 2 or "second execution" not in moment
    done = course_command(course.root, "grade")
    assert done.returncode == 0, done.stderr
    assert rows(course) == rows(undisturbed)
    assert files(course) == files(undisturbed)
    assert {path: path.stat().st_ino for path in executed} == executed, "an execution was repeated"


def test_a_class_that_is_killed_in_grading_again(course: Course, undisturbed: Course) -> None:
    assert course_command(course.root, "grade").returncode == 0
    killed(course, "a page of feedback is rendered", "--force")
    assert_nothing_is_half_recorded(course, undisturbed)
    resumed = course_command(course.root, "grade").stdout
    assert "1 unchanged" not in resumed
    assert rows(course) == rows(undisturbed)
    assert files(course) == files(undisturbed)
    assert "5 unchanged" in course_command(course.root, "grade").stdout


def test_no_process_outlives_a_killed_grading(course: Course) -> None:
    scratch = course.root / "scratch"
    scratch.mkdir()
    submit_solutions(course, "slow", {"mean": "import time\ntime.sleep(100)"})
    before = killed(course, "the second execution is done", environment={"TMPDIR": str(scratch)})
    # Workers name their scratch folder or, in a sandbox, the lesson's data.
    assert str(course.root) in before, "no worker was seen: this test cannot tell anything"
    for _ in range(50):
        left = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True).stdout
        if str(course.root) not in left:
            return
        time.sleep(0.2)
    raise AssertionError(left)
