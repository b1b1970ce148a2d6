"""Removing what can be made again."""

import shutil
from pathlib import Path

from coursekit.course import Course
from coursekit.files import writing


def clean(course: Course) -> list[Path]:
    """Remove derived files; return what was removed. Students' work and marks are state, and stay.

    `autograded/` stays too once a gradebook exists: a person may have written comments into it.
    """
    folders = [course.source, course.release]
    if not course.gradebook.exists():
        folders += [course.autograded]
    targets = [path for folder in folders for path in folder.glob("*") if path.name != "README.md"]
    targets += [course.feedback, course.reports, course.cache, course.root / "demo"]
    removed = []
    for path in targets:
        if not path.exists():
            continue
        with writing(path):
            _make_writable(path)
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        removed.append(path)
    return removed


def _make_writable(path: Path) -> None:
    """nbgrader makes what it writes read-only."""
    if path.is_dir():
        for folder in [path, *(p for p in path.rglob("*") if p.is_dir())]:
            folder.chmod(0o755)
