"""For every lesson, the engine in its sandbox gives the marks and the outputs that real kernels give.

The kernels are nbgrader's own execution, one for each notebook. Compared are the solution, the students'
version, and a notebook of wrong answers: of one lesson, of each with COURSE_FAITHFUL=lessons, and with
COURSE_FAITHFUL=all for every answer of the banks.
"""

import os
import re

import pytest
from conftest import ROOT
from nbformat.notebooknode import NotebookNode

from coursekit.answers import Answer, read_answers, splice
from coursekit.build import to_notebook
from coursekit.check import release_with_tests
from coursekit.course import Course
from coursekit.execution import Execution, Executor, Job, KernelExecutor
from coursekit.lesson import Lesson, read_lesson
from coursekit.marks import marks_of
from coursekit.release import release

COURSE = Course(ROOT)

CLOCKS = {"backpropagation", "model_registry", "fraud_detection_service"}
"""Lessons that print times, ports, random ids or the end of a server's log: the numbers in their outputs are
not compared, nor the lines of other programs' tracebacks."""


_TIMES = "[mµn]?s|ms|seconds|minutes|hours"
_INTERRUPTED = "KeyboardInterrupt: \nCellTimeoutError: "
"""What nbclient makes of a cell that runs too long; the engine shows one error, with the reason."""


def jobs_of(lesson: Lesson) -> dict[str, NotebookNode]:
    reference = to_notebook(lesson)
    answers = read_answers(lesson)
    books = {"solution": reference, "students' version": release_with_tests(COURSE, lesson, reference)}
    if os.environ.get("COURSE_FAITHFUL") == "all":
        return books | {answer.name: splice(reference, answer.solutions) for answer in answers}
    wrong: dict[str, Answer] = {}
    for answer in answers:
        if answer.verdict == "reject" and len(answer.solutions) == 1:
            wrong.setdefault(answer.exercises[0], answer)
    mixed = reference
    for answer in wrong.values():
        mixed = splice(mixed, answer.solutions)
    return books | {"wrong answers": mixed}


def shown(execution: Execution, exact: bool) -> list[str]:
    """Return what each code cell shows, without what differs from run to run."""
    cells = [cell for cell in execution.notebook.cells if cell.cell_type == "code"]
    texts = ["\n".join(_text(output, exact) for output in _compared(cell)) for cell in cells]
    return [text.replace(_INTERRUPTED, "CellTimeoutError: ") for text in texts]


def _compared(cell: NotebookNode) -> list[NotebookNode]:
    """Return a cell's outputs; of one with a widget only that: a kernel's client puts the rest into it."""
    widget = "application/vnd.jupyter.widget-view+json"
    views = [output for output in cell.outputs if widget in output.get("data", {})]
    if views:
        return views
    joined: list[NotebookNode] = []
    for output in cell.outputs:
        last = joined[-1] if joined else None
        if output.output_type == "stream" and last is not None and last.get("name") == output.name:
            last.text += output.text  # a kernel cuts a stream wherever its buffer was sent
        else:
            joined.append(output)
    return joined


def _text(output: NotebookNode, exact: bool) -> str:
    if output.output_type == "stream":
        text = f"{output.name}: {output.text}"
    elif output.output_type == "error":
        value = "" if output.ename == "CellTimeoutError" else output.evalue
        text = f"{output.ename}: {value}"
    else:
        kinds = sorted(output.data)
        text = f"{kinds} {output.data.get('text/plain', '')}"
    text = re.sub(rf"0x[0-9a-f]+|(?:/tmp|/course)\S*|[0-9a-f]{{32}}|[\d.]+ ?(?:{_TIMES})\b", "*", text)
    if exact:
        return text
    return re.sub(r".*\bline # in .*\n", "", re.sub(r"[0-9a-f]{8,}|\d[\d.,:e+-]*", "#", text))


@pytest.mark.timeout(
    0 if "COURSE_FAITHFUL" in os.environ else 600
)  # every answer of a lesson: a quarter of an hour
@pytest.mark.parametrize("slug", COURSE.slugs if "COURSE_FAITHFUL" in os.environ else COURSE.slugs[:1])
def test_marks_and_outputs_equal_those_of_real_kernels(slug: str, executor: Executor) -> None:
    release(COURSE, (slug,))
    lesson = read_lesson(COURSE.lesson_file(slug))
    data = lesson.path.parent / "data"
    jobs = [Job(name, book, data) for name, book in jobs_of(lesson).items()]
    ours = {execution.key: execution for execution in executor.run(jobs)}
    theirs = {execution.key: execution for execution in KernelExecutor(workers=1).run(jobs)}
    assert [key for key in ours if not (ours[key].started and theirs[key].started)] == []
    assert [text for key in ours for text in differences(ours[key], theirs[key], slug not in CLOCKS)] == []


def differences(ours: Execution, stock: Execution, exact: bool) -> list[str]:
    """Return where the marks or the outputs of two runs of one notebook differ."""
    wanted, got = marks_of(stock.notebook), marks_of(ours.notebook)
    found = [
        f"{ours.key}: {grade_id} earns {got[grade_id].score:g}, in a kernel {wanted[grade_id].score:g}"
        for grade_id in wanted
        if got[grade_id].score != wanted[grade_id].score
    ]
    for number, (mine, real) in enumerate(zip(shown(ours, exact), shown(stock, exact), strict=True)):
        if mine != real:
            found.append(f"{ours.key}, code cell {number}:\n{mine}\nin a kernel:\n{real}")
    return found
