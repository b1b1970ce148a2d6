"""The command `course`: parses, calls one function, prints, sets the exit code."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coursekit.course import find_course
from coursekit.errors import CourseError

if TYPE_CHECKING:
    from coursekit.check import LessonCheck

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Build, release, check, grade and report the course.",
)

Slugs = Annotated[list[str] | None, typer.Argument(help="Lessons, by slug; all if none is named.")]

JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the results to this file as data.")]


@app.command()
def build(lessons: Slugs = None) -> None:
    """Build the instructor's notebooks in source/."""
    from coursekit.build import build as run

    course = find_course()
    slugs = course.select(lessons)
    changed = run(course, slugs)
    typer.echo(f"source/: {len(slugs)} lessons, {len(changed)} built anew")


@app.command()
def release(lessons: Slugs = None) -> None:
    """Build the students' notebooks in release/."""
    from coursekit.release import release as run

    course = find_course()
    slugs = course.select(lessons)
    changed = run(course, slugs)
    typer.echo(f"release/: {len(slugs)} lessons, {len(changed)} released anew")


@app.command()
def check(
    lessons: Slugs = None,
    json_file: JsonFile = None,
) -> None:
    """Prove that lessons are sound and that their graders are right."""
    from coursekit.check import check as run
    from coursekit.check import check_course, kill_rate, write_json
    from coursekit.execution import default_executor
    from coursekit.terminal import run_bar

    course = find_course()
    slugs = course.select(lessons)
    with run_bar() as bar:
        results = run(course, slugs, default_executor(), bar)
    faults = [] if lessons else check_course(course)
    _print_checks(results)
    typer.echo(kill_rate(results))
    for result in results:
        for text in result.faults:
            typer.echo(f"fault  {text}")
    for text in faults:
        typer.echo(f"fault  {text}")
    if json_file is not None:
        write_json(results, json_file)
    count = len(faults) + sum(len(result.faults) for result in results)
    if count:
        typer.echo(f"{count} faults in {len(slugs)} lessons", err=True)
        raise typer.Exit(1)
    typer.echo(f"{len(slugs)} lessons checked, no faults")


@app.command()
def new(
    module: Annotated[str, typer.Argument(help="The module's folder, as 01_math.")],
    slug: Annotated[str, typer.Argument(help="The lesson's slug.")],
) -> None:
    """Make a new lesson that passes the format checks."""
    from coursekit.new import new_lesson

    path = new_lesson(find_course(), module, slug)
    typer.echo(f"{path}: write the lesson there, then make check LESSON={slug}")


@app.command()
def lab(
    port: Annotated[int | None, typer.Option(help="The port; a free one is found if not given.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
    start: Annotated[bool, typer.Option(help="Start JupyterLab, not only prepare work/.")] = True,
) -> None:
    """Copy new lessons to work/ and open JupyterLab there."""
    from coursekit.launch import lab_command, open_lab
    from coursekit.release import release as run
    from coursekit.start_page import NAME, start_page
    from coursekit.workspace import deliver, write_page

    course = find_course()
    lab_command(course, port, browser)  # a busy port is said before any work is done
    run(course)
    delivery = deliver(course, course.slugs)
    if delivery.new:
        typer.echo(f"work/: new lessons {', '.join(delivery.new)}")
    for path in delivery.updated:
        name = path.relative_to(course.root)
        typer.echo(f"{name}: the lesson has changed; this is its new version, yours is as you left it")
    if not write_page(course.work / NAME, start_page(course)):
        typer.echo(f"work/{NAME}: you have changed it, so it stays as it is; delete it to renew it")
    if start:
        open_lab(course, port, browser)


@app.command()
def progress() -> None:
    """Grade your own work with the hidden tests, and show the skills that you have proven."""
    from coursekit.execution import default_executor
    from coursekit.progress import grade_progress, progress_table, write_progress_page
    from coursekit.terminal import console, run_bar

    course = find_course()
    with run_bar() as bar:
        state = grade_progress(course, default_executor(), bar)
    path = write_progress_page(course, state, course.reports / "progress.html")
    if not state.results:
        typer.echo("work/ holds no lessons yet; run make lab first")
    console.print(progress_table(state))
    for result in state.results.values():
        if result.refused:
            typer.echo(f"work/{result.assignment}: {result.refused}", err=True)
        for note in result.repairs:
            typer.echo(f"work/{result.assignment}: {note} (for grading only; your file is as it was)")
    typer.echo(f"{state.proven} of {len(state.skills)} skills proven; the map: {path}")
    if any(result.refused for result in state.results.values()):
        raise typer.Exit(1)


@app.command()
def grade(
    lessons: Slugs = None,
    student: Annotated[list[str] | None, typer.Option(help="Only this student; repeatable.")] = None,
    force: Annotated[bool, typer.Option(help="Grade again what has not changed.")] = False,
    no_sandbox: Annotated[
        bool,
        typer.Option("--no-sandbox", help="Run students' code as you, with your files and your network."),
    ] = False,
    json_file: JsonFile = None,
) -> None:
    """Autograde submitted/, write feedback/ and the class report."""
    from coursekit.changes import changed_marks, tell
    from coursekit.execution import default_executor
    from coursekit.files import write_if_changed
    from coursekit.grade import grade as run
    from coursekit.release import release as prepare
    from coursekit.report import class_table, what_was_done, write_class_report
    from coursekit.results import read_results
    from coursekit.terminal import console, run_bar

    course = find_course()
    slugs = course.select(lessons)
    slugs = tuple(s for s in slugs if any(course.submitted.glob(f"*/{s}")))
    if not slugs:
        raise CourseError(
            "submitted/ holds no submission of these lessons",
            remedy="collect some (nbgrader collect), or put them at submitted/STUDENT/LESSON/LESSON.ipynb",
        )
    executor = default_executor("none" if no_sandbox else "required")
    prepare(course, slugs)
    with run_bar() as bar:
        done = run(course, slugs, executor, students=student, force=force, progress=bar)
    results = read_results(course, slugs)
    changes = changed_marks(course, results)
    path = write_class_report(results, done, course.reports / "class.html", changes)
    console.print(class_table(results))
    for change in changes:
        typer.echo(str(change))
    for flagged in results.flagged:
        typer.echo(f"look at {flagged.student}/{flagged.assignment}: {'; '.join(flagged.flags)}")
    if not done.sandboxed:
        typer.echo("graded without a sandbox: students' code ran with your files and your network", err=True)
    typer.echo(f"{what_was_done(done)}; the report: {path}")
    tell(course, results)
    if json_file is not None:
        write_if_changed(json_file, json.dumps(done.as_data(), indent=1))
    for result in done.refused:
        typer.echo(f"submitted/{result.student}/{result.assignment}: {result.why}", err=True)
    if done.refused:
        raise typer.Exit(1)


@app.command()
def demo(lessons: Slugs = None) -> None:
    """Take a sample class through release, submission, grading, feedback and report, in demo/.

    Without lessons named, it takes three that are quick to run.
    """
    from coursekit.demo import DEMO_LESSONS, run_demo
    from coursekit.execution import default_executor
    from coursekit.report import class_table, timing, write_class_report
    from coursekit.terminal import console, run_bar

    course = find_course()
    folder = course.root / "demo"
    with run_bar() as bar:
        slugs = course.select(lessons or [s for s in DEMO_LESSONS if s in course.slugs])
        results, run = run_demo(course, slugs, folder, default_executor(), bar)
    path = write_class_report(results, run, folder / "report.html")
    console.print(class_table(results))
    for result in run.refused:
        typer.echo(f"submitted/{result.student}/{result.assignment}: {result.why}")
    typer.echo(f"{len(run.results)} submissions graded in {timing(run)}; the report: {path}")


@app.command()
def bench(
    lessons: Slugs = None,
    students: Annotated[int, typer.Option(min=1, help="Students in the class.")] = 40,
    stock_sample: Annotated[
        int, typer.Option(min=1, help="Students that stock nbgrader grades; its time is scaled to the class.")
    ] = 8,
    seed: Annotated[int, typer.Option(help="Which class.")] = 1,
    different: Annotated[
        int | None, typer.Option(min=1, help="Different notebooks handed in; one a student if not given.")
    ] = None,
    scale: Annotated[
        bool, typer.Option(help="Measure 40, 200 and 1000 students who hand in as many different notebooks.")
    ] = False,
    json_file: JsonFile = None,
) -> None:
    """Measure grading against stock nbgrader, side by side, on classes made from the answer banks."""
    from coursekit.bench import LESSONS, bench_scale, write_json
    from coursekit.bench import bench as run
    from coursekit.bench_report import bench_table, remarks, scale_table
    from coursekit.terminal import console

    course = find_course()
    slugs = course.select(lessons or [s for s in LESSONS if s in course.slugs])
    if scale:
        sizes = bench_scale(course, slugs[0], (40, 200, 1000), different or 40, seed, typer.echo)
        console.print(scale_table(slugs[0], sizes))
        return
    figures = run(course, slugs, students, stock_sample, seed, different, typer.echo)
    console.print(bench_table(figures))
    for remark in remarks(figures):
        typer.echo(remark)
    if json_file is not None:
        write_json(figures, json_file)


@app.command()
def clean() -> None:
    """Remove what is derived; never work/, submitted/, the gradebook or the exchange."""
    from coursekit.clean import clean as run

    for path in run(find_course()):
        typer.echo(f"removed {path}")


def _print_checks(results: "list[LessonCheck]") -> None:
    from rich.table import Table

    from coursekit.terminal import console

    table = Table(title="Lessons", title_justify="left")
    table.add_column("lesson", no_wrap=True)
    for name in (
        "exercises",
        "graded",
        "accepts",
        "rejects",
        "reference",
        "blank",
        "mutants",
        "killed",
        "equivalent",
        "s",
        "MiB",
        "faults",
    ):
        table.add_column(name, justify="right")
    for r in results:
        table.add_row(
            r.slug,
            str(r.exercises),
            str(r.graded_cells),
            str(r.accepts),
            str(r.rejects),
            f"{r.reference[0]:g}/{r.reference[1]:g}",
            f"{r.release[0]:g}/{r.release[1]:g}",
            str(r.mutants),
            str(r.killed),
            str(r.equivalent),
            f"{r.seconds:.1f}",
            f"{r.peak_mib:.0f}",
            str(len(r.faults)),
        )
    console.print(table)


def main() -> None:
    """Run the command; whatever goes wrong becomes one line and a non-zero exit."""
    # jsonschema does without this package if it is not there. It is for addresses in many alphabets,
    # which nothing here checks, and takes a second to import.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # how Python marks what is not there
    try:
        app()
    except KeyboardInterrupt:
        _stop("stopped; what was done stays, run the command again to go on", 130)
    except CourseError as error:
        _stop(str(error))
    except ModuleNotFoundError as error:
        _stop(f"the package '{error.name}' is missing from this environment; delete .venv and run make lab")
    except OSError as error:
        _stop(f"{error.filename or 'the system'}: {(error.strerror or str(error)).lower()}; mend that")
    except Exception as error:
        if os.environ.get("COURSE_DEBUG"):
            raise
        what = " ".join(str(error).split())[:300]
        _stop(
            f"{type(error).__name__}: {what}; run it with COURSE_DEBUG=1 for the whole story, and report it"
        )


def _stop(words: str, code: int = 1) -> None:
    print(f"course: {words}", file=sys.stderr)
    sys.exit(code)
