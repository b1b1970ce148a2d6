"""What students were given in the place of a solution: by it, graders are shown to grade something."""

import functools
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode


def stubs_of(release: Path) -> Mapping[str, str]:
    """Return the stub of each exercise of a released notebook; none if there is no such file."""
    return _read(release, release.stat().st_mtime_ns) if release.is_file() else {}


@functools.lru_cache(maxsize=64)
def _read(release: Path, changed: int) -> Mapping[str, str]:
    notebook: NotebookNode = nbformat.read(release, as_version=4)
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
        and cell.metadata.get("nbgrader", {}).get("solution")
        and not cell.metadata.nbgrader.grade
    }
