"""The author's gate: everything that is wrong with a lesson, and the proof that its graders are right."""

import ast
import copy
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from coursekit.answers import Answer, last_graded_cell, read_answers, splice
from coursekit.build import to_notebook
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.execution import Execution, Executor, Job
from coursekit.files import files_under, write_if_changed
from coursekit.impostors import Impostor, impostors_of, judge_impostor
from coursekit.lesson import Lesson, read_lesson, without_hidden_tests
from coursekit.marks import marks_of
from coursekit.release import leaks, release
from coursekit.stubs import stubs_of
from coursekit.survivors import EQUIVALENT, MutationTest

MAX_MIB = 2048
MAX_SECONDS = 20
HEAVY_SECONDS = 60
"""Seconds for lessons on Spark, Airflow, Kubeflow and TensorFlow."""

SLOW_MACHINE = 1.5
"""How much longer the same cells may take on a slower machine than on the laptop that the limits speak of."""

HEAVY_IMPORTS = {"pyspark", "airflow", "kfp", "tensorflow", "keras"}
MIN_REJECTS = 3


@dataclass
class LessonCheck:
    """What `make check` found out about one lesson. Scores are (earned, possible)."""

    slug: str
    exercises: int = 0
    graded_cells: int = 0
    accepts: int = 0
    rejects: int = 0
    reference: tuple[float, float] = (0.0, 0.0)
    release: tuple[float, float] = (0.0, 0.0)
    mutants: int = 0
    killed: int = 0
    equivalent: int = 0
    seconds: float = 0.0
    peak_mib: float = 0.0
    faults: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        return {
            "exercises": self.exercises,
            "graded_cells": self.graded_cells,
            "accepts": self.accepts,
            "rejects": self.rejects,
            "reference": self.reference[0] / self.reference[1] if self.reference[1] else 0.0,
            "release": self.release[0] / self.release[1] if self.release[1] else 0.0,
            "mutants": self.mutants,
            "killed": self.killed,
            "equivalent": self.equivalent,
            "seconds": round(self.seconds, 1),
            "peak_mib": round(self.peak_mib),
            "faults": self.faults,
        }


def check(
    course: Course,
    slugs: Iterable[str],
    executor: Executor,
    progress: Callable[[str, int, int], None] = lambda slug, done, total: None,
) -> list[LessonCheck]:
    """Check lessons one after another; `progress` is told (slug, runs done, runs in all)."""
    results = []
    for slug in slugs:
        result = LessonCheck(slug)
        results.append(result)
        try:
            _check_lesson(course, slug, executor, result, progress)
        except CourseError as error:
            result.faults.append(str(error))
    return results


def check_course(course: Course) -> list[str]:
    """Return the faults that concern the curriculum as a whole."""
    faults = [str(error) for error in stray_files(course)]
    proven: dict[str, list[str]] = defaultdict(list)
    for slug in course.slugs:
        try:
            lesson = read_lesson(course.lesson_file(slug))
        except CourseError:
            continue  # the lesson's own line says it
        faults += [str(error) for error in _header_faults(course, lesson)]
        for skill, exercises in lesson.header.proves.items():
            if exercises:
                proven[skill].append(slug)
    faults += [str(error) for error in unproven_skills(course, proven)]
    return faults


def stray_files(course: Course) -> list[CourseError]:
    """Return a fault for every file below `curriculum/` that has no business there."""
    faults = []
    expected_folders = {module.folder: module for module in course.modules}
    for path in files_under(course.curriculum):
        parts = path.relative_to(course.curriculum).parts
        if len(parts) == 1:
            known = parts[0] in ("curriculum.toml", "roadmap.toml")
        elif parts[0] not in expected_folders:
            known = False
        elif len(parts) == 2:
            known = parts[1] == "README.md"
        else:
            inside = "/".join(parts[2:])
            known = parts[1] in expected_folders[parts[0]].lessons and (
                inside == f"{parts[1]}.py"
                or parts[2] == "data"
                or (
                    len(parts) == 5
                    and parts[2] == "answers"
                    and parts[3] in ("accept", "reject")
                    and path.suffix == ".py"
                )
                or inside == f"answers/{EQUIVALENT}"
            )
        if not known:
            faults.append(
                CourseError(
                    "no lesson of curriculum.toml lists this file",
                    remedy="remove it, put it into data/ or answers/, or list its lesson",
                    file=path,
                )
            )
    return faults


def unproven_skills(course: Course, proven: dict[str, list[str]]) -> list[CourseError]:
    """Return a fault for every skill that no exercise proves though its lesson is written."""
    path = course.curriculum / "roadmap.toml"
    faults = []
    for skill in course.skills.values():
        if skill.id in proven or skill.lesson in course.planned:
            continue
        if skill.lesson in course.slugs:
            fault = f"no graded exercise proves '{skill.id}'"
            remedy = f"add it under 'proves' in the header of {skill.lesson}.py"
        else:
            fault = f"the lesson '{skill.lesson}' of '{skill.id}' stands nowhere in curriculum.toml"
            remedy = "list it there as a lesson or as planned"
        faults.append(CourseError(fault, remedy=remedy, file=path))
    return faults


def lint(lesson: Lesson) -> list[CourseError]:
    """Return what is wrong with the graded cells as code: the traps that LESSONS rules out."""
    faults = []
    for cell in lesson.graded:

        def fault(message: str, remedy: str, line: int = 0, base: int = cell.line) -> CourseError:
            return CourseError(message, remedy=remedy, file=lesson.path, line=base + line)

        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:
            faults.append(fault(f"not valid Python: {error.msg}", "mend it", error.lineno or 0))
            continue
        if not _ends_in_assert(tree.body):
            faults.append(
                fault(
                    f"the graded cell '{cell.grade_id}' does not end in an assert",
                    "end it with one: a value in the last line would count as a partial mark",
                )
            )
        for node in ast.walk(tree):
            if isinstance(node, ast.Assert) and node.msg is None:
                faults.append(
                    fault(
                        f"an assertion of '{cell.grade_id}' has no message",
                        "say what was expected, what came, and what to look at",
                        node.lineno,
                    )
                )
        for statement in tree.body:
            if isinstance(statement, ast.Expr) and not isinstance(
                statement.value, ast.Call | ast.Await | ast.Constant
            ):
                faults.append(
                    fault(
                        f"a bare expression stands in '{cell.grade_id}'",
                        "assert something about it, or drop it",
                        statement.lineno,
                    )
                )
    for cell in lesson.cells:
        if cell.kind != "markdown" and "coursekit" in cell.source:
            faults.append(
                CourseError(
                    "the lesson names coursekit",
                    remedy="lessons import the field's libraries only",
                    file=lesson.path,
                    line=cell.line,
                )
            )
    return faults


def _ends_in_assert(body: list[ast.stmt]) -> bool:
    """Tell whether a block ends in an assert, perhaps inside a loop, a with, an if or a try."""
    match body[-1] if body else None:
        case ast.Assert():
            return True
        case ast.For(body=inner) | ast.While(body=inner) | ast.With(body=inner):
            return _ends_in_assert(inner)
        case ast.If(body=inner, orelse=other):
            return _ends_in_assert(inner) and (not other or _ends_in_assert(other))
        case ast.Try(body=inner, orelse=other, finalbody=final):
            return any(_ends_in_assert(block) for block in (inner, other, final))
    return False


def _header_faults(course: Course, lesson: Lesson) -> list[CourseError]:
    def fault(message: str, remedy: str) -> CourseError:
        return CourseError(message, remedy=remedy, file=lesson.path, line=1)

    faults = []
    for slug in lesson.header.prerequisites:
        if slug not in course.slugs and slug not in course.planned:
            faults.append(fault(f"the prerequisite '{slug}' is no lesson", "use a slug of curriculum.toml"))
    for skill in lesson.header.proves:
        if skill not in course.skills:
            faults.append(fault(f"the skill '{skill}' is unknown", "use an id of roadmap.toml"))
    return faults


def _check_lesson(
    course: Course,
    slug: str,
    executor: Executor,
    result: LessonCheck,
    progress: Callable[[str, int, int], None],
) -> None:
    lesson = read_lesson(course.lesson_file(slug))
    answers = read_answers(lesson)
    result.exercises = len(lesson.exercises)
    result.graded_cells = len(lesson.graded)
    result.accepts = sum(answer.verdict == "accept" for answer in answers)
    result.rejects = sum(answer.verdict == "reject" for answer in answers)
    result.faults += [str(error) for error in lint(lesson)]
    result.faults += [str(error) for error in bank_faults(lesson, answers)]
    release(course, (slug,))
    result.faults += [str(error) for error in leaks(course, slug)]
    impostors = impostors_of(lesson)
    alone, *together = _jobs(course, lesson, answers, impostors)
    by_key = {answer.name: answer for answer in answers}
    tested = MutationTest(course, lesson)
    done: dict[str, Execution] = {}
    total = 1 + len(together) + len(tested.pending)
    progress(slug, 0, total)
    for execution in executor.run([alone]):  # by itself, so that its time is its own
        done[execution.key] = execution
    progress(slug, len(done), total)
    mutants = tested.jobs(done[alone.key]) if _is_sound(lesson, done[alone.key]) else []
    for execution in executor.run([*together, *mutants]):  # together, for what they share is run once
        done[execution.key] = execution
        progress(slug, len(done), total)
    for job in mutants:
        tested.note(done.pop(job.key))
    tested.save()
    lost = {key: e.fault for key, e in done.items() if not e.started}
    for key, why in lost.items():
        fault = CourseError(f"'{key}' could not be run: {why}", remedy="run the check again")
        result.faults.append(str(fault))
    if lost:
        return
    _judge_reference(lesson, done, result)
    _judge_release(lesson, done["release"], result)
    for name, answer in by_key.items():
        result.faults += [str(error) for error in judge(lesson, answer, done[name])]
    for impostor in impostors:
        marks = marks_of(done[impostor.name].notebook)
        result.faults += [str(error) for error in judge_impostor(lesson, impostor, marks)]
    if result.reference[0] == lesson.max_score:  # else the reference's faults come first
        result.mutants, result.killed = len(tested.mutants), tested.killed
        result.equivalent, faults = tested.judge()
        result.faults += [str(error) for error in faults]


def _jobs(course: Course, lesson: Lesson, answers: list[Answer], impostors: list[Impostor]) -> list[Job]:
    reference = to_notebook(lesson)
    data = lesson.path.parent / "data"
    stubs = stubs_of(course.release / lesson.slug / f"{lesson.slug}.ipynb")
    jobs = [
        Job("reference alone", reference, data),
        Job("reference", reference, data, stubs=stubs),
        Job("visible tests", _without_hidden_tests(reference), data),
        Job("release", release_with_tests(course, lesson, reference), data),
    ]
    for answer in answers:
        own = stubs if answer.verdict == "accept" else {}
        last = last_graded_cell(lesson, answer.exercises)
        notebook = splice(reference, answer.solutions)
        jobs.append(Job(answer.name, notebook, data, stop_after=last, stubs=own))
    for impostor in impostors:
        notebook = splice(reference, {impostor.exercise: impostor.source})
        last = last_graded_cell(lesson, [impostor.exercise])
        jobs.append(Job(impostor.name, notebook, data, stop_after=last))
    return jobs


def _without_hidden_tests(reference: NotebookNode) -> NotebookNode:
    """Return the solved notebook with the tests that a student sees."""
    notebook = copy.deepcopy(reference)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = without_hidden_tests(cell.source)
    return notebook


def release_with_tests(course: Course, lesson: Lesson, reference: NotebookNode) -> NotebookNode:
    """Return the student's blank version with the hidden tests back, as the grader runs it."""
    path = course.release / lesson.slug / f"{lesson.slug}.ipynb"
    blank = nbformat.read(path, as_version=4)
    tests = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in reference.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    for index, cell in enumerate(blank.cells):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in tests:
            blank.cells[index] = copy.deepcopy(tests[grade_id])
    return blank


def bank_faults(lesson: Lesson, answers: list[Answer]) -> list[CourseError]:
    """Return what is missing in the answer banks."""

    def fault(message: str, remedy: str) -> CourseError:
        return CourseError(message, remedy=remedy, file=lesson.path.parent / "answers")

    faults = []
    for exercise in lesson.exercises:
        accepts = [a for a in answers if a.verdict == "accept" and exercise in a.solutions]
        rejects = [a for a in answers if a.verdict == "reject" and exercise in a.solutions]
        if not accepts:
            faults.append(fault(f"'{exercise}' has no other right answer", "add one to answers/accept/"))
        if len(rejects) < MIN_REJECTS:
            faults.append(
                fault(
                    f"'{exercise}' has {len(rejects)} wrong answers of the {MIN_REJECTS} it needs",
                    "add real misconceptions to answers/reject/",
                )
            )
    refused = {grade_id for answer in answers for grade_id in answer.fails}
    for cell in lesson.graded:
        if cell.grade_id not in refused:
            faults.append(
                fault(
                    f"no wrong answer shows that '{cell.grade_id}' can fail",
                    "add one to answers/reject/ that it refuses",
                )
            )
    return faults


def judge(lesson: Lesson, answer: Answer, execution: Execution) -> list[CourseError]:
    """Return where the graders treat an answer otherwise than its file says."""

    def fault(message: str, remedy: str) -> CourseError:
        return CourseError(message, remedy=remedy, file=answer.path)

    marks = marks_of(execution.notebook)
    expected = [c.grade_id for c in lesson.graded if c.exercise in answer.solutions]
    faults = []
    for grade_id in expected:
        mark = marks[str(grade_id)]
        if grade_id not in answer.fails and not mark.full:
            faults.append(
                fault(
                    f"'{grade_id}' refuses it ({_told(mark.error, mark.message)})",
                    "mend the tests if the answer is right there, else add it to # fails:"
                    if answer.verdict == "reject"
                    else "mend the tests: a right answer must pass",
                )
            )
        elif grade_id in answer.fails and mark.full:
            faults.append(fault(f"'{grade_id}' lets it pass", "mend the tests, and keep the answer"))
        elif grade_id in answer.fails and (mark.error != "AssertionError" or not mark.message):
            faults.append(
                fault(
                    f"'{grade_id}' refuses it by {_told(mark.error, mark.message)}",
                    "let an assertion with a message refuse it",
                )
            )
    return faults


def _is_sound(lesson: Lesson, reference: Execution) -> bool:
    """Tell whether the solution earns all points, without which its mutants say nothing."""
    marks = marks_of(reference.notebook).values()
    return reference.started and sum(mark.score for mark in marks) == lesson.max_score


def _judge_reference(lesson: Lesson, done: dict[str, Execution], result: LessonCheck) -> None:
    first, again, visible = done["reference alone"], done["reference"], done["visible tests"]

    def fault(message: str, remedy: str) -> None:
        result.faults.append(str(CourseError(message, remedy=remedy, file=lesson.path)))

    marks = marks_of(first.notebook)
    result.reference = (sum(m.score for m in marks.values()), lesson.max_score)
    result.seconds = first.seconds
    result.peak_mib = max(first.peak_mib, again.peak_mib)
    for cell, source in zip(first.notebook.cells, lesson.cells, strict=True):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                fault(
                    f"line {source.line}: the reference solution raises {_told(output.ename, output.evalue)}",
                    "mend the lesson",
                )
    for grade_id, mark in marks_of(visible.notebook).items():
        if not mark.full:
            fault(
                f"the visible tests of '{grade_id}' refuse the reference solution where the hidden ones are "
                f"taken out ({_told(mark.error, mark.message)})",
                "let the lines below the hidden tests not depend on them",
            )
    for flag in dict.fromkeys((*first.flags, *again.flags)):
        fault(f"the reference solution would be reported to the instructor: {flag}", "write it another way")
    if marks != marks_of(again.notebook):
        fault("two runs of the reference solution earn different marks", "seed what is random")
    if sum(m.score for m in marks.values()) < lesson.max_score:
        short = ", ".join(m.grade_id for m in marks.values() if not m.full)
        fault(f"the reference solution loses points in {short}", "mend the solution or the tests")
    limit = HEAVY_SECONDS if _is_heavy(lesson) else MAX_SECONDS
    # Processor time decides, since a busy machine stretches the other; waiting is bounded too.
    if first.cpu_seconds > SLOW_MACHINE * limit or result.seconds > 3 * limit:
        times = f"{first.cpu_seconds:.0f} s of processor time, {result.seconds:.0f} s in all"
        fault(f"the solution takes {times}, of at most {limit}", "make it do less")
    if result.peak_mib > MAX_MIB:
        fault(f"it takes {result.peak_mib:.0f} MiB of at most {MAX_MIB}", "make it hold less")


def _judge_release(lesson: Lesson, blank: Execution, result: LessonCheck) -> None:
    marks = marks_of(blank.notebook)
    result.release = (sum(mark.score for mark in marks.values()), lesson.max_score)
    for mark in marks.values():
        if mark.score > 0:
            fault = f"'{mark.grade_id}' gives {mark.score:g} points for a blank notebook"
            result.faults.append(
                str(CourseError(fault, remedy="let it test the student's work", file=lesson.path))
            )


def _is_heavy(lesson: Lesson) -> bool:
    return any(
        f"import {name}" in cell.source or f"from {name}" in cell.source
        for cell in lesson.cells
        for name in HEAVY_IMPORTS
    )


def _told(error: str, message: str) -> str:
    first = message.strip().splitlines()[0] if message.strip() else "no message"
    return f"{error or 'no error'}: {first[:160]}"


def kill_rate(results: list[LessonCheck]) -> str:
    """Say how many mutants of all lessons were killed."""
    mutants, killed, equivalent = (
        sum(getattr(result, name) for result in results) for name in ("mutants", "killed", "equivalent")
    )
    share = f" ({killed / mutants:.1%})" if mutants else ""
    left = mutants - killed - equivalent
    return f"{mutants} mutants: {killed} killed{share}, {equivalent} equivalent, {left} unexplained"


def write_json(results: list[LessonCheck], path: Path) -> None:
    """Write the results as `{slug: {...}}`."""
    data = {result.slug: result.to_dict() for result in results}
    write_if_changed(path, json.dumps(data, indent=2) + "\n")
