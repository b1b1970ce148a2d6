"""Mutants: which there are, what becomes of them, and every fault that the check can find in them."""

from pathlib import Path

import pytest
from nbformat.notebooknode import NotebookNode

from coursekit import survivors
from coursekit.build import to_notebook
from coursekit.check import LessonCheck, check, check_course, kill_rate, write_json
from coursekit.course import Course
from coursekit.engine.outputs import error_output
from coursekit.errors import CourseError
from coursekit.execution import Execution, Executor
from coursekit.lesson import Cell, Header, Lesson, read_lesson
from coursekit.mutants import Mutant, mutants_of
from coursekit.survivors import MutationTest, read_equivalents


def mutants(source: str, line: int = 1) -> list[Mutant]:
    cell = Cell("solution", source, line, exercise="e")
    return mutants_of(Lesson(Path("lesson.py"), Header("", 20, 1, ""), (cell,)))


def changed(source: str) -> list[str]:
    """Return the changed lines of the mutants of a solution that is all for the student to write."""
    return [m.mutated for m in mutants(f"### BEGIN SOLUTION\n{source}\n### END SOLUTION")]


def test_only_what_students_write_is_mutated() -> None:
    source = '''\
LIMIT = 3
def f(x: int = 7) -> int:
    """Return 1 + 1."""
    ### BEGIN SOLUTION
    y: Literal[5] = x  # 2 + 2
    return y + LIMIT
    ### END SOLUTION
'''
    [only] = mutants(source, line=20)
    assert (only.exercise, only.line) == ("e", 26)
    assert (only.original, only.mutated) == ("return y + LIMIT", "return y - LIMIT")
    assert only.source == source.replace("y + L", "y - L")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a + b", {"a - b"}),
        ("a**b", {"a*b"}),
        ("if a < b: pass", {"if a <= b: pass", "if a >= b: pass", "if not a < b: pass"}),
        ("a is not None", {"a is None"}),
        ("x = [\n    # first\n    7,\n]", {"8,", "6,"}),
        ("x = not a", {"x = a"}),
        ("-a", {"+a", "~a", "not a"}),
        ("while a:\n    break", {"while not a:", "continue"}),
        ("a and True", {"a or True", "a and False"}),
        ("for a in [\n    b,\n]:\n    pass", {"for a in []:"}),
        ("@wraps(f)\ndef g():\n    pass", {""}),
        ("try:\n    f()\nexcept KeyError:\n    pass", {"except CosmicRayTestingException:"}),
        ("def f(*, a, **b):\n    return g(*a, **b)", set()),
    ],
)
def test_the_operators(source: str, expected: set[str]) -> None:
    assert set(changed(source)) == expected


def test_no_two_mutants_are_the_same_program() -> None:
    lines = changed("return_value = -1 if +a else -1")
    assert len(lines) == len(set(lines))
    assert "return_value = -1 if a else -1" not in lines


def test_the_python_text_of_a_file_is_mutated_too() -> None:
    app = "x = 1\n### BEGIN SOLUTION\ny = a + b\n### END SOLUTION\n"
    for before, after in (("%%writefile app.py\n", ""), ("APP = '''\\\n", "'''\nz = 1 + 1")):
        [only] = mutants(before + app + after)
        assert only.source == before + app.replace("+", "-") + after
        assert (only.line, only.mutated) == (5, "y = a - b")


@pytest.mark.parametrize("source", ["%%writefile app.yml\n{}", "APP = '''\\\n{}\n'''", "!pip install x\n{}"])
def test_what_is_no_python_has_no_mutants(source: str) -> None:
    text = "### BEGIN SOLUTION\n- port: 80\n### END SOLUTION"
    assert mutants(source.format(text)) == []


def run(course: Course, executor: Executor) -> LessonCheck:
    [result] = check(course, ["averages"], executor)
    return result


def change(course: Course, old: str, new: str) -> None:
    path = course.lesson_file("averages")
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def explain(course: Course, text: str) -> Path:
    path = course.lesson_folder("averages") / "answers" / "equivalent.toml"
    path.write_text(text)
    return path


def told(course: Course, *survivors: str) -> MutationTest:
    """Return the mutants of the lesson as if all were run, and all were killed but these."""
    lesson = read_lesson(course.lesson_file("averages"))
    tested = MutationTest(course, lesson)
    for key in tested.pending:
        notebook = to_notebook(lesson)
        if not any(text in tested.mutants[key].mutated for text in survivors):
            for cell in notebook.cells:
                if cell.metadata.get("nbgrader", {}).get("grade"):
                    cell.outputs = [NotebookNode(error_output("AssertionError", "no"))]
        tested.note(Execution(key, notebook, 1, 1, 0))
    return tested


ENTRY = """\
[[equivalent]]
exercise = "mean"
line = "total_of_values = sum(x) + 0"
mutant = "total_of_values = sum(x) - 0"
reason = "Nothing is added, nothing is subtracted."
"""


@pytest.fixture
def redundant(course: Course) -> Course:
    """The course with a solution that has one mutant which changes nothing."""
    change(course, "sum(x)", "sum(x) + 0")
    return course


def test_all_mutants_of_a_sound_lesson_are_killed(course: Course, executor: Executor, tmp_path: Path) -> None:
    result = run(course, executor)
    assert result.faults == []
    assert (result.mutants, result.killed, result.equivalent) == (15, 15, 0)
    assert kill_rate([result, result]) == "30 mutants: 30 killed (100.0%), 0 equivalent, 0 unexplained"
    write_json([result], tmp_path / "check.json")
    assert '"killed": 15' in (tmp_path / "check.json").read_text()


def test_a_survivor_is_a_fault_until_it_is_explained(redundant: Course, executor: Executor) -> None:
    result = run(redundant, executor)
    [fault] = result.faults
    assert "averages.py:25: the tests of 'mean' let a mutant pass" in fault
    assert "'total_of_values = sum(x) + 0' may be 'total_of_values = sum(x) - 0'" in fault
    assert (result.mutants, result.killed, result.equivalent) == (18, 17, 0)
    explain(redundant, ENTRY)
    result = run(redundant, executor)
    assert result.faults == []
    assert (result.mutants, result.killed, result.equivalent) == (18, 17, 1)
    assert kill_rate([result]) == "18 mutants: 17 killed (94.4%), 1 equivalent, 0 unexplained"
    assert check_course(redundant) == []  # the file is known
    explain(redundant, ENTRY.replace('mutant = "total_of_values = sum(x) - 0"\n', ""))  # the whole line
    assert run(redundant, executor).faults == []


def test_weak_tests_are_found(course: Course, executor: Executor) -> None:
    change(course, "median([1.0, 2.0, 4.0, 9.0])", "median([1.0, 3.0, 3.0, 9.0])")
    faults = " ".join(text for text in run(course, executor).faults if "mutant" in text)
    assert "[half - 0] + ordered_values[half]) / 2'" in faults
    assert "[half - 1] + ordered_values[half]) / 3'" not in faults


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sum(x) - 0", "sum(x) - 1", "equivalent.toml:1: no surviving mutant of 'mean' has"),
        ('"mean"', '"median"', "no surviving mutant of 'median' has"),
        ("Nothing is added, nothing is subtracted.", " ", "equivalent.toml:1: an entry gives no reason"),
        ("reason", "why", "give it exercise, line, reason"),
        ('"mean"', "3", "each a text"),
        ("[[equivalent]]", "[[other]]", "not a list of [[equivalent]]"),
        ("[[equivalent]]", "[[equivalent]", "not valid TOML"),
    ],
    ids=["stale line", "stale exercise", "no reason", "unknown key", "no text", "other table", "no TOML"],
)
def test_a_vain_entry_is_a_fault(redundant: Course, old: str, new: str, words: str) -> None:
    tested = told(redundant, "sum(x) - 0")
    explain(redundant, ENTRY)
    assert tested.judge() == (1, [])
    explain(redundant, ENTRY.replace(old, new, 1))
    try:
        faults = tested.judge()[1]
    except CourseError as error:
        faults = [error]
    assert any(words in str(fault) for fault in faults)


def test_loops_without_end_and_deaths_are_kills(
    course: Course, executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survivors, "MIN_SECONDS", 0.5)
    detour = """i = len(x)
    while i > 0:
        i = i - 1
    if not x:
        __import__("os").abort()
    total_of_values"""
    change(course, "total_of_values", detour)
    faults = " ".join(run(course, executor).faults)
    assert "may be 'i = i - 2'" in faults
    assert "may be 'i = i + 1'" not in faults
    assert "'if not x:' may be" not in faults


def test_a_solution_that_is_wrong_has_no_mutants_run(course: Course, executor: Executor) -> None:
    change(course, "return total_of_values / len(x)", "return total_of_values")
    result = run(course, executor)
    assert result.mutants == 0
    assert not any("mutant" in fault for fault in result.faults)


def test_verdicts_are_kept_while_nothing_that_matters_changes(course: Course) -> None:
    def count() -> int:
        """Return how many mutants must be run, and run them."""
        pending = len(MutationTest(course, read_lesson(course.lesson_file("averages"))).pending)
        told(course).save()
        return pending

    of_mean = sum(m.exercise == "mean" for m in mutants_of(read_lesson(course.lesson_file("averages"))))
    assert count() == 15
    assert count() == 0
    change(course, "# What is typical?", "# What is typical, and why?")
    assert count() == 0
    change(course, "for 5, 5, 5, 9 expected 6", "for 5, 5, 5 and 9 expected 6")
    assert count() == 15  # these tests stand above the second exercise
    change(course, "sort before you take", "sort them before you take")
    assert count() == 15 - of_mean
    (course.cache / "mutants" / "averages.json").write_text("broken")
    assert count() == 15
    data = course.lesson_folder("averages") / "data" / "values.csv"
    data.write_text(data.read_text() + "\n")
    assert count() == 15


def test_a_mutant_that_could_not_be_run_is_a_fault_and_no_verdict(course: Course) -> None:
    lesson = read_lesson(course.lesson_file("averages"))
    tested = MutationTest(course, lesson)
    tested.note(Execution(tested.pending[0], to_notebook(lesson), 0, 0, 0, "no memory", started=False))
    [fault] = tested.judge()[1]
    assert "could not be run: no memory" in str(fault)
    assert len(tested.pending) == 15


def test_an_executor_without_times_sets_no_limits(course: Course) -> None:
    lesson = read_lesson(course.lesson_file("averages"))
    tested = MutationTest(course, lesson)
    notebook = to_notebook(lesson)
    assert {job.limit for job in tested.jobs(Execution("r", notebook, 1, 1, 0))} == {None}
    times = tuple(float(i) for i in range(7))
    limits = {job.limit for job in tested.jobs(Execution("r", notebook, 1, 1, 0, cell_seconds=times))}
    assert {(limit.first, limit.seconds) for limit in limits if limit} == {("mean", 16.0), ("median", 40.0)}


def test_no_file_means_no_entries(course: Course) -> None:
    lesson = read_lesson(course.lesson_file("averages"))
    assert read_equivalents(lesson) == []
    path = explain(course, "x = ")
    with pytest.raises(CourseError) as error:
        read_equivalents(lesson)
    assert error.value.file == path
