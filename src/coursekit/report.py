"""The report on a class: a page for the instructor, and a short table for the terminal."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coursekit.changes import Change
from coursekit.files import write_if_changed
from coursekit.grade import GradingRun
from coursekit.history import Cause
from coursekit.marks import Outcome
from coursekit.pages import render
from coursekit.plots import outcome_bars, share_histogram
from coursekit.results import ClassResults, Result

_CAUSES: dict[Cause, str] = {
    "new": "new",
    "handed in again": "handed in again",
    "the lesson has changed": "because the lesson has changed",
    "graded afresh": "because the tool or the gradebook is new",
    "asked for": "asked for",
}

_OUTCOMES: tuple[Outcome, ...] = ("right", "wrong", "not attempted")


def write_class_report(
    results: ClassResults, run: GradingRun, path: Path, changes: Sequence[Change] = ()
) -> Path:
    """Write the class's report as one self-contained page."""
    graded = [r for r in results.results.values() if not r.refused]
    mean = sum(r.share for r in graded) / len(graded) if graded else 0.0
    page = render(
        "class.html",
        title="Class report",
        lead=f"{len(results.students)} students, {len(results.assignments)} lessons",
        figures=[
            (len(graded), "submissions graded"),
            (len(results.refused), "refused"),
            (len(results.late), "late"),
            (f"{mean:.0%}", "of the points on average"),
            (timing(run), "to grade"),
        ],
        refused=results.refused,
        changes=changes,
        flagged=results.flagged,
        sandboxed=run.sandboxed,
        repaired=results.repaired,
        assignments=results.assignments,
        rows=[_row(results, student) for student in results.students],
        histogram=share_histogram([r.share for r in graded], "Marks over all submissions"),
        plots=[_plot(results, assignment) for assignment in results.assignments],
        nobody=results.nobody_passes(),
        messages=_common_messages(graded),
    )
    write_if_changed(path, page)
    return path


def timing(run: GradingRun) -> str:
    """Say how long a run of grading took."""
    seconds = run.seconds
    return f"{seconds:.0f} s" if seconds >= 1 else f"{seconds:.1f} s"


def what_was_done(run: GradingRun) -> str:
    """Say in one line what a run of grading did, and why."""
    graded = [result for result in run.results if result.status == "graded"]
    causes = Counter(result.cause for result in graded)
    why = ", ".join(f"{count} {_CAUSES[cause]}" for cause, count in causes.most_common())
    words = f"{len(graded)} graded in {timing(run)}" + (f" ({why})" if set(causes) - {"new"} else "")
    unchanged = sum(result.status == "unchanged" for result in run.results)
    if unchanged:
        words += f", {unchanged} unchanged and not run again (--force does)"
    return words


def class_table(results: ClassResults) -> Any:
    """Return the class as a table for the terminal."""
    from rich.table import Table

    table = Table(title="Class", title_justify="left")
    table.add_column("student", no_wrap=True)
    for assignment in results.assignments:
        table.add_column(assignment, justify="right", overflow="fold")
    table.add_column("in all", justify="right")
    for student in results.students:
        row = _row(results, student)
        table.add_row(student, *row["cells"], row["total"])
    return table


def _row(results: ClassResults, student: str) -> dict[str, Any]:
    cells = []
    score = maximum = 0.0
    for assignment in results.assignments:
        result = results.results.get((student, assignment))
        cells.append(_cell(result))
        if result is not None:
            score += result.score
            maximum += result.max_score
    percent = round(100 * score / maximum) if maximum else 0
    return {
        "student": student,
        "cells": cells,
        "total": f"{score:g}/{maximum:g}",
        "percent": percent,
    }


def _cell(result: Result | None) -> str:
    if result is None:
        return "-"
    if result.refused:
        return "refused"
    words = f"{result.score:g}/{result.max_score:g}"
    if result.seconds_late > 0:
        words += " late"
    return words + " repaired" if result.repairs else words


def _plot(results: ClassResults, assignment: str) -> str:
    counts: dict[str, list[int]] = {}
    for result in results.of_assignment(assignment):
        for exercise in result.exercises:
            tally = counts.setdefault(exercise, [0, 0, 0])
            tally[_OUTCOMES.index(result.outcome(exercise))] += 1
    if not counts:
        return ""
    rows = [(tally[0], tally[1], tally[2]) for tally in counts.values()]
    return outcome_bars(list(counts), rows, assignment)


def _common_messages(graded: list[Result], most: int = 12) -> list[tuple[int, str, str]]:
    counter = Counter(
        (f"{result.assignment}/{mark.grade_id}", mark.message.strip().splitlines()[0][:300])
        for result in graded
        for mark in result.marks.values()
        if mark.outcome == "wrong" and mark.message.strip()
    )
    return [(count, name, message) for (name, message), count in counter.most_common(most)]
