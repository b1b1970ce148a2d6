"""For every lesson, the engine in its sandbox gives the marks and the outputs that real kernels give.

The kernels are nbgrader's own execution, one for each notebook. Compared are the solution, the students'
version, and a notebook of wrong answers, one to each exercise: of one lesson, of each with
COURSE_FAITHFUL=lessons, and with COURSE_FAITHFUL=all as many notebooks as hold every answer of the banks.
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
ALL = os.environ.get("COURSE_FAITHFUL") == "all"

CLOCKS = {"backpropagation", "model_registry", "fraud_detection_service"}
"""Lessons that print times, ports, random ids or the end of a server's log: the numbers in their outputs are
not compared, nor the lines of other programs' tracebacks."""


_TIMES = "[mµn]?s|ms|seconds|minutes|hours"
_INTERRUPTED = "KeyboardInterrupt: \nCellTimeoutError: "
"""What nbclient makes of a cell that runs too long; the engine shows one error, with the reason."""


def notebooks_of(lesson: Lesson) -> list[tuple[str, NotebookNode, list[Answer]]]:
    """Return what is compared: a name, a notebook, and the answers that it holds."""
    reference = to_notebook(lesson)
    books: list[tuple[str, NotebookNode, list[Answer]]] = [
        ("solution", reference, []),
        ("students' version", release_with_tests(COURSE, lesson, reference), []),
    ]
    for verdict in ("accept", "reject") if ALL else ("reject",):
        answers = [answer for answer in read_answers(lesson) if answer.verdict == verdict]
        for number, group in enumerate(_together(answers)[: None if ALL else 1], 1):
            solutions = {exercise: text for answer in group for exercise, text in answer.solutions.items()}
            books.append((f"{verdict} {number}", splice(reference, solutions), group))
    return books


def _together(answers: list[Answer]) -> list[list[Answer]]:
    """Put answers to different exercises into one notebook, so that each is in one of few notebooks."""
    groups: list[list[Answer]] = []
    for answer in answers:
        for group in groups:
            if not {exercise for other in group for exercise in other.exercises} & set(answer.exercises):
                group.append(answer)
                break
        else:
            groups.append([answer])
    return groups


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
    streams: dict[str, NotebookNode] = {}
    for output in cell.outputs:  # a kernel cuts its two streams, and mixes them, as its buffers are sent
        if output.output_type != "stream":
            joined += [*(streams[name] for name in sorted(streams)), output]
            streams = {}
        elif output.name in streams:
            streams[output.name].text += output.text
        else:
            streams[output.name] = output
    return [*joined, *(streams[name] for name in sorted(streams))]


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


@pytest.mark.timeout(0 if "COURSE_FAITHFUL" in os.environ else 600)  # with all answers some minutes a lesson
@pytest.mark.parametrize("slug", COURSE.slugs if "COURSE_FAITHFUL" in os.environ else COURSE.slugs[:1])
def test_marks_and_outputs_equal_those_of_real_kernels(slug: str, executor: Executor) -> None:
    release(COURSE, (slug,))
    lesson = read_lesson(COURSE.lesson_file(slug))
    data = lesson.path.parent / "data"
    books = notebooks_of(lesson)
    jobs = [Job(name, book, data) for name, book, _ in books]
    ours, again = ({execution.key: execution for execution in executor.run(jobs)} for _ in range(2))
    theirs = {execution.key: execution for execution in KernelExecutor(workers=1).run(jobs)}
    assert [key for key in ours if not (ours[key].started and theirs[key].started)] == []
    runs = [(ours[key], again[key], theirs[key]) for key in ours]
    assert [text for run in runs for text in differences(*run, exact=slug not in CLOCKS)] == []
    assert [text for key, _, answers in books for text in misjudged(lesson, theirs[key], answers)] == []


def misjudged(lesson: Lesson, stock: Execution, answers: list[Answer]) -> list[str]:
    """Return where a real kernel accepts what an answer's file says is refused, or refuses a right answer.

    Other cells of a wrong answer's exercise may fail as well, for it can build on another's wrong answer.
    """
    marks = marks_of(stock.notebook)
    return [
        f"{answer.name}: {cell.grade_id} earns {marks[str(cell.grade_id)].score:g}"
        for answer in answers
        for cell in lesson.graded
        if cell.exercise in answer.exercises
        and (answer.verdict == "accept" or cell.grade_id in answer.fails)
        and marks[str(cell.grade_id)].full == (cell.grade_id in answer.fails)
    ]


def differences(ours: Execution, again: Execution, stock: Execution, exact: bool) -> list[str]:
    """Return where the marks of a notebook differ, or outputs that do not differ in our own two runs.

    Some wrong answers draw without a seed: what they show is another thing each time.
    """
    wanted, got = marks_of(stock.notebook), marks_of(ours.notebook)
    found = [
        f"{ours.key}: {grade_id} earns {got[grade_id].score:g}, in a kernel {wanted[grade_id].score:g}"
        for grade_id in wanted
        if got[grade_id].score != wanted[grade_id].score
    ]
    outputs = zip(shown(ours, exact), shown(again, exact), shown(stock, exact), strict=True)
    for number, (mine, mine_again, real) in enumerate(outputs):
        if mine == mine_again != real:
            found.append(f"{ours.key}, code cell {number}:\n{mine}\nin a kernel:\n{real}")
    return found
