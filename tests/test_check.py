"""The author's gate: a sound lesson passes, and each check has a case that makes it fail."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.check import LessonCheck, check, check_course, write_json
from coursekit.course import Course
from coursekit.execution import Executor


def run(course: Course, executor: Executor) -> LessonCheck:
    [result] = check(course, ["averages"], executor)
    return result


def bank(course: Course) -> Path:
    return course.lesson_folder("averages") / "answers"


def test_a_sound_lesson_has_no_faults(course: Course, executor: Executor, tmp_path: Path) -> None:
    result = run(course, executor)
    assert result.faults == []
    assert (result.exercises, result.graded_cells) == (2, 3)
    assert (result.accepts, result.rejects) == (2, 6)
    assert result.reference == (4, 4)
    assert result.release == (0, 4)
    assert result.seconds > 0
    assert result.peak_mib > 10
    write_json([result], tmp_path / "check.json")
    assert '"reference": 1.0' in (tmp_path / "check.json").read_text()
    assert check_course(course) == []


def _replace(path: str, old: str, new: str) -> Callable[[Course], None]:
    def change(course: Course) -> None:
        file = course.lesson_folder("averages") / path
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new, 1))

    return change


def _remove(path: str) -> Callable[[Course], None]:
    return lambda course: (course.lesson_folder("averages") / path).unlink()


FAULTS: dict[str, tuple[Callable[[Course], object], str]] = {
    "visible tests lean on hidden ones": (
        _replace("averages.py", "END HIDDEN TESTS\n", "END HIDDEN TESTS\nassert _hidden == 6.0, 'six'\n"),
        "the visible tests of 'mean-value' refuse the reference solution",
    ),
    "a graded cell that grades nothing": (
        _replace("averages.py", "_got = median([1.0, 2.0, 4.0, 9.0])", "_got = 3.0"),
        "median-even passes without a solution",
    ),
    "a solution that looks like an attack": (
        _replace("averages.py", "    half = len", "    import sys\n    sys._getframe(0)\n    half = len"),
        "sys._getframe",
    ),
    "a right answer is refused": (
        _replace("answers/accept/mean_loop.py", "total / len(x)", "total / len(x) + 1"),
        "a right answer must pass",
    ),
    "a wrong answer passes": (
        _replace("answers/reject/mean_sum.py", "sum(x)", "sum(x) / len(x)"),
        "lets it pass",
    ),
    "a wrong answer fails by an exception": (
        _replace("answers/reject/mean_sum.py", "sum(x)", "sum(x) / 0"),
        "let an assertion with a message refuse it",
    ),
    "a forgotten return that the tests stumble over": (
        _replace(
            "averages.py", "_got = median([1.0, 2.0, 4.0, 9.0])", "_got = 1 * median([1.0, 2.0, 4.0, 9.0])"
        ),
        "'median-even' stumbles over what returns nothing (TypeError)",
    ),
    "a forgotten return that passes": (
        _replace(
            "averages.py", "_got = median([1.0, 2.0, 4.0, 9.0])", "_got = median([1.0, 2.0, 4.0, 9.0]) or 3"
        ),
        "'median-even' lets pass what returns nothing",
    ),
    "a test that asks the answer whether it is right": (
        _replace("averages.py", "assert float(_got) == 3.0", "assert _got == 3.0"),
        "'median-even' lets pass what returns what equals everything",
    ),
    "a wrong answer fails more than it names": (
        _replace("answers/reject/median_mean.py", "median-odd, median-even", "median-odd"),
        "else add it to # fails:",
    ),
    "an exercise without another right answer": (
        _remove("answers/accept/mean_loop.py"),
        "has no other right answer",
    ),
    "an exercise with two wrong answers": (
        _remove("answers/reject/mean_sum.py"),
        "has 2 wrong answers of the 3",
    ),
    "a graded cell that nothing fails": (
        lambda course: [
            path.write_text(path.read_text().replace("median-even", "median-odd"))
            for path in (course.lesson_folder("averages") / "answers" / "reject").glob("median_*")
        ],
        "no wrong answer shows that 'median-even' can fail",
    ),
    "a reference solution that is wrong": (
        _replace("averages.py", "return total_of_values / len(x)", "return total_of_values"),
        "the reference solution raises AssertionError",
    ),
    "a blank notebook that earns points": (
        _replace(
            "averages.py",
            "_got = median([1.0, 2.0, 4.0, 9.0])\n",
            "_got = 3.0\n",
        ),
        "for a blank notebook",
    ),
    "a graded cell that ends in a value": (
        _replace("averages.py", 'that number."\n### END', 'that number."\n_got\n### END'),
        "does not end in an assert",
    ),
    "an assertion without a message": (
        _replace("averages.py", ', "the median of one number is that number."', ""),
        "has no message",
    ),
    "a lesson that imports the tool": (
        _replace("averages.py", "print(mean", "import coursekit\nprint(mean"),
        "names coursekit",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_check_can_fail(course: Course, executor: Executor, case: str) -> None:
    change, fault = FAULTS[case]
    change(course)
    assert any(fault in text for text in run(course, executor).faults)


def test_a_malformed_lesson_is_one_fault(course: Course, executor: Executor) -> None:
    _replace("averages.py", "points=2", "")(course)
    assert ["have no points" in text for text in run(course, executor).faults] == [True]


def test_stray_files_and_unproven_skills_are_found(course: Course) -> None:
    stray = course.curriculum / "01_numbers" / "averages" / "notes.txt"
    stray.write_text("x")
    _replace("averages.py", "numbers.mean: [mean, median]", "numbers.mode: [mean]")(course)
    faults = "\n".join(check_course(course))
    assert "notes.txt: no lesson of curriculum.toml lists this file" in faults
    assert "the skill 'numbers.mode' is unknown" in faults
    assert "no graded exercise proves 'numbers.mean'" in faults
    assert "numbers.spread" not in faults  # its lesson is planned


def test_a_prerequisite_that_is_no_lesson_is_found(course: Course) -> None:
    _replace("averages.py", "prerequisites: []", "prerequisites: [sums]")(course)
    assert any("prerequisite 'sums' is no lesson" in text for text in check_course(course))


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [("MAX_SECONDS", 0.0001, "of processor time"), ("MAX_MIB", 1, "MiB of at most 1")],
)
def test_time_and_memory_are_limited(
    course: Course, executor: Executor, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, words: str
) -> None:
    monkeypatch.setattr(f"coursekit.check.{limit}", value)
    assert any(words in text for text in run(course, executor).faults)


def test_a_lesson_that_earns_different_marks_twice(course: Course) -> None:
    from coursekit.engine.executor import ForkExecutor

    mark = course.root / "mark"
    second_time = f"""    from pathlib import Path
    total_of_values = sum(x)
    if len(x) == 4 and not Path({str(mark)!r}).exists():
        Path({str(mark)!r}).touch()
        return 0.0
"""
    _replace("averages.py", "    total_of_values = sum(x)\n", second_time)(course)
    # Outside the sandbox, for the second run must find what the first has left.
    assert any("earn different marks" in text for text in run(course, ForkExecutor()).faults)


def test_a_broken_worker_is_said(
    released: Course, executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Released before, since nbgrader finds its own programs beside Python's.
    monkeypatch.setattr("coursekit.engine.executor.sys.executable", "/bin/false")
    faults = run(released, executor).faults
    assert faults
    assert all("could not be run" in text for text in faults)
