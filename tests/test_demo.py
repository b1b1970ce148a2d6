"""The sample class goes the whole way, and its report says what happened."""

from pathlib import Path

from coursekit.course import Course
from coursekit.demo import STUDENTS, run_demo
from coursekit.execution import Executor
from coursekit.report import class_table, write_class_report


def test_the_whole_way(course: Course, executor: Executor, tmp_path: Path) -> None:
    folder = course.root / "demo"
    results, run = run_demo(course, ("averages",), folder, executor)
    found = {student: r for (student, _), r in results.results.items()}
    assert len(found) == len(STUDENTS) + 1 >= 13
    assert found["all_right"].share == found["right_in_other_ways"].share == 1
    assert found["blank"].score == 0
    assert found["every_mistake"].share < found["one_mistake_a"].share < 1
    assert "broken JSON" in found["corrupt_file"].refused
    assert found["late"].seconds_late == 30 * 3600
    assert found["deleted_a_test"].repairs
    assert [r.student for r in run.refused] == ["corrupt_file"]
    page = write_class_report(results, run, tmp_path / "report.html").read_text()
    for words in (
        "corrupt_file",
        "late",
        "repaired",
        "<svg",
        "Tests that nobody passes",
        "to grade",
    ):
        assert words in page
    assert class_table(results).row_count == len(found)
    assert (folder / "feedback" / "blank" / "averages" / "averages.html").exists()
    assert not course.submitted.exists()


def test_a_test_that_nobody_passes_is_named(course: Course, executor: Executor) -> None:
    path = course.lesson_file("averages")
    text = path.read_text()
    path.write_text(text.replace("assert float(_got) == 3.0", "assert float(_got) == 3.5"))
    results, _ = run_demo(course, ("averages",), course.root / "demo", executor)
    assert results.nobody_passes() == ["averages/median-even"]
