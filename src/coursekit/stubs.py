"""What students were given in the place of a solution: by it, graders are shown to grade something."""

from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode


def stubs_of(release: Path) -> dict[str, str]:
    """Return the stub of each exercise of a released notebook; none if there is no such file."""
    if not release.is_file():
        return {}
    notebook: NotebookNode = nbformat.read(release, as_version=4)
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
        and cell.metadata.get("nbgrader", {}).get("solution")
        and not cell.metadata.nbgrader.grade
    }
