"""From `source/` to the students' version in `release/`, by nbgrader's generate_assignment."""

import io
import json
import logging
import os
import re
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from coursekit.build import build
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.files import digest, files_under, write_if_changed, writing
from coursekit.lesson import (
    BEGIN_HIDDEN,
    BEGIN_SOLUTION,
    END_HIDDEN,
    END_SOLUTION,
    Lesson,
    read_lesson,
)

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

_REGIONS = ((BEGIN_SOLUTION, END_SOLUTION), (BEGIN_HIDDEN, END_HIDDEN))


def release(course: Course, slugs: tuple[str, ...] | None = None) -> list[str]:
    """Bring `source/` and `release/` up to date; return the slugs that were released anew."""
    slugs = slugs or course.slugs
    build(course, slugs)
    stale = [slug for slug in slugs if _stamp(course, slug) != _last_stamp(course, slug)]
    if not stale:
        return []
    api = nbgrader_api(course)
    for slug in stale:
        _generate(api, course, slug)
        faults = leaks(course, slug)
        if faults:
            shutil.rmtree(course.release / slug)
            raise faults[0]
        write_if_changed(course.cache / "released" / slug, _stamp(course, slug))
    return stale


def adopt(course: Course, home: Course, slugs: tuple[str, ...]) -> None:
    """Give a class of its own, kept in another folder, the lessons of the home course."""
    api = nbgrader_api(course)
    for slug in slugs:
        target = course.source / slug
        if target.exists():
            continue
        with writing(target):
            shutil.copytree(home.source / slug, target)
        _generate(api, course, slug)


def nbgrader_api(course: Course) -> "NbGraderAPI":
    """Return nbgrader's own interface to the course folder, set up as `nbgrader_config.py` says."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import PyFileConfigLoader

    _find_own_programs()
    file = course.config_file
    if not file.exists():
        raise CourseError("the file is missing", remedy="restore it from git", file=file)
    config = PyFileConfigLoader(file.name, path=str(file.parent)).load_config()
    config.CourseDirectory.root = str(course.root)
    with writing(course.root):
        (course.root / "exchange").mkdir(exist_ok=True)
    api = NbGraderAPI(config=config)
    api.log.setLevel(logging.ERROR)
    api.log.addHandler(logging.NullHandler())
    return api


def _find_own_programs() -> None:
    """nbgrader calls `alembic` by name: let it find the one beside this Python."""
    programs = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if programs not in path.split(os.pathsep):
        os.environ["PATH"] = programs + os.pathsep + path


def leaks(course: Course, slug: str) -> list[CourseError]:
    """Return what the student's version of a lesson gives away, or holds that nobody listed."""
    lesson = read_lesson(course.lesson_file(slug))
    folder = course.release / slug
    notebook = folder / f"{slug}.ipynb"
    faults = []
    if not notebook.exists():
        return [CourseError("the lesson is not released", remedy="run make release", file=notebook)]
    secrets = secret_lines(lesson)
    for path in files_under(folder):
        if path != notebook and path.relative_to(folder).parts[0] != "data":
            faults.append(CourseError("an unexpected file is released", remedy="remove it", file=path))
        text = _all_text(path)
        for secret, line in secrets.items():
            if secret in text:
                faults.append(
                    CourseError(
                        f"the released file holds '{secret[:60]}', which is a solution or hidden test",
                        remedy=f"look at line {line} of {slug}.py and at the markers around it",
                        file=path,
                    )
                )
        for mark in (mark for pair in _REGIONS for mark in pair):
            if mark in text:
                faults.append(
                    CourseError(f"the released file holds '{mark}'", remedy="release it anew", file=path)
                )
    return faults


def secret_lines(lesson: Lesson) -> dict[str, int]:
    """Return each line (stripped) that students must not see, with its line in the lesson file.

    A line that the lesson also shows openly, or one too short to tell anything, is no secret.
    """
    open_text: list[str] = []
    hidden: dict[str, int] = {}
    for cell in lesson.cells:
        inside = False
        for offset, text in enumerate(cell.source.splitlines(), start=1):
            words = text.strip()
            if words in (BEGIN_SOLUTION, BEGIN_HIDDEN):
                inside = True
            elif words in (END_SOLUTION, END_HIDDEN):
                inside = False
            elif inside and len(words) >= 12:
                hidden.setdefault(words, cell.line + offset)
            elif not inside:
                open_text.append(words)
    shown = "\n".join(open_text)
    return {words: line for words, line in hidden.items() if words not in shown}


def _all_text(path: Path) -> str:
    """Return the text of a file; of a notebook, the text of its cells, outputs and metadata."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    if path.suffix != ".ipynb":
        return text
    notebook = nbformat.reads(text, as_version=4)
    parts = [json.dumps(notebook.metadata)]
    for cell in notebook.cells:
        parts += [cell.source, json.dumps(cell.metadata), json.dumps(cell.get("outputs", []))]
    return "\n".join(parts)


def _generate(api: "NbGraderAPI", course: Course, slug: str) -> None:
    with writing(course.release), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        answer = api.generate_assignment(slug, force=True, create=True)
    if answer["success"]:
        return
    log = f"{answer.get('log', '')}{answer.get('error', '')}"
    if "submissions associated" in log:
        raise CourseError(
            f"'{slug}' has other graded cells than the version that students have submitted",
            remedy="finish grading that version first, or move gradebook.db aside to begin a new class",
            file=course.source / slug / f"{slug}.ipynb",
        )
    raised = re.findall(r"^\s*(?:[\w.]+\.)?(\w*(?:Error|Exception): .+)$", log, flags=re.MULTILINE)
    raise CourseError(
        f"nbgrader could not make the student's version: {raised[0] if raised else 'no reason given'}",
        remedy=f"try nbgrader generate_assignment {slug} --force to see the whole log",
        file=course.source / slug / f"{slug}.ipynb",
    )


def _stamp(course: Course, slug: str) -> str:
    with_database = [str(course.gradebook.exists())]
    return digest(
        [
            course.config_file,
            *with_database,
            *files_under(course.source / slug),
            *files_under(course.release / slug),
        ]
    )


def _last_stamp(course: Course, slug: str) -> str:
    path = course.cache / "released" / slug
    return path.read_text() if path.exists() else ""
