"""From a lesson file to the instructor's notebook in `source/`."""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

import coursekit
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.files import digest, files_under, write_if_changed, writing
from coursekit.lesson import Cell, Lesson, read_lesson

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}


def build(course: Course, slugs: tuple[str, ...] | None = None) -> list[str]:
    """Bring `source/` up to date; return the slugs of the lessons that changed.

    A lesson whose file and data are what they were at the last build is not read again.
    """
    changed = []
    for slug in slugs or course.slugs:
        stamp_file = course.cache / "built" / slug
        stamp = _stamp(course, slug)
        target = course.source / slug / f"{slug}.ipynb"
        if target.exists() and stamp_file.exists() and stamp_file.read_text() == stamp:
            continue
        lesson = read_lesson(course.lesson_file(slug))
        text = notebook_text(to_notebook(lesson))
        wrote = write_if_changed(target, text)
        if _mirror(course.lesson_folder(slug) / "data", target.parent / "data") or wrote:
            changed.append(slug)
        _refuse_strangers(course, slug)
        write_if_changed(stamp_file, _stamp(course, slug))
    return changed


def to_notebook(lesson: Lesson) -> NotebookNode:
    """Return the lesson as a notebook with nbgrader's metadata, solutions and hidden tests in."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": KERNELSPEC,
            "language_info": {"name": "python"},
            "title": lesson.header.title,
            "course": {"lesson": lesson.slug, "version": version(lesson)},
        }
    )
    ids = _CellIds()
    notebook.cells = [_to_cell(cell, ids) for cell in lesson.cells]
    return notebook


def version(lesson: Lesson) -> str:
    """Return a short digest of everything in the lesson that a student or a grader sees."""
    return digest(f"{cell.kind}\0{cell.grade_id}\0{cell.points:g}\0{cell.source}" for cell in lesson.cells)[
        :12
    ]


def notebook_text(notebook: NotebookNode) -> str:
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


class _CellIds:
    """Ids that do not change when another section does: from the marker, or section and position."""

    def __init__(self) -> None:
        self._section = "start"
        self._counts: dict[str, int] = {}

    def next(self, cell: Cell) -> str:
        if cell.grade_id is not None:
            return cell.grade_id[:64]
        if cell.kind == "markdown" and (heading := re.match(r"#{1,6}\s+(.*)", cell.source)):
            name = re.sub(r"[^a-z0-9]+", "-", heading[1].lower()).strip("-")[:40]
            self._section = name or "section"
        self._counts[self._section] = self._counts.get(self._section, 0) + 1
        return f"{self._section}-{self._counts[self._section]}"


def _to_cell(cell: Cell, ids: _CellIds) -> NotebookNode:
    identity = ids.next(cell)
    if cell.kind == "markdown":
        return nbformat.v4.new_markdown_cell(cell.source, id=identity)
    metadata: dict[str, Any] = {}
    if cell.grade_id is not None:
        nbgrader: dict[str, Any] = {
            "grade": cell.kind == "tests",
            "grade_id": cell.grade_id,
            "locked": cell.kind in ("tests", "locked"),
            "schema_version": 3,
            "solution": cell.kind == "solution",
            "task": False,
        }
        if cell.kind == "tests":
            nbgrader["points"] = cell.points
        metadata["nbgrader"] = nbgrader
    return nbformat.v4.new_code_cell(cell.source, id=identity, metadata=metadata)


def _stamp(course: Course, slug: str) -> str:
    folder = course.lesson_folder(slug)
    inputs = [course.lesson_file(slug), *files_under(folder / "data")]
    return digest([coursekit.__version__, Path(__file__), *inputs, *files_under(course.source / slug)])


def _mirror(source: Path, target: Path) -> bool:
    """Make `target`, which is derived, hold exactly the files of `source`."""
    changed = False
    wanted = {path.relative_to(source): path for path in files_under(source)}
    for relative, path in wanted.items():
        changed |= write_if_changed(target / relative, path.read_bytes())
    for path in files_under(target):
        if path.relative_to(target) not in wanted:
            with writing(path):
                path.unlink()
            changed = True
    return changed


def _refuse_strangers(course: Course, slug: str) -> None:
    """nbgrader gives students whatever lies in `source/`: let nothing else lie there."""
    folder = course.source / slug
    for path in files_under(folder):
        relative = path.relative_to(folder)
        if relative != Path(f"{slug}.ipynb") and relative.parts[0] != "data":
            raise CourseError(
                "a file that no lesson put there would be handed to students",
                remedy="move it away, or into the lesson's data/ folder if students need it",
                file=path,
            )
