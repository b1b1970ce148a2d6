"""Putting a submitted notebook back into a shape that can be graded, and saying what was done.

Cells are known by nbgrader's grade_id or, where a student's tool has dropped the metadata, by the
cell's own id, which the build makes equal to it.
"""

import re
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell


@dataclass(frozen=True)
class SourceCell:
    """A cell as it was released, hidden tests included. `points` is 0 unless it is graded."""

    grade_id: str
    cell_type: str
    source: str
    grade: bool
    solution: bool
    locked: bool
    points: float = 0.0


def repair(notebook: NotebookNode, source_cells: list[SourceCell]) -> list[str]:
    """Repair `notebook` in place; return one sentence for everything that was put right."""
    notes = _restore_metadata(notebook, source_cells)
    notes += _restore_missing(notebook, source_cells)
    notes += _restore_order(notebook, source_cells)
    if notes:
        text = "**Repaired before grading**\n\n" + "\n".join(f"- {note}" for note in notes)
        notebook.cells.insert(0, new_markdown_cell(text, id="repaired-before-grading"))
    return notes


def _grade_id(cell: NotebookNode) -> str | None:
    nbgrader = cell.metadata.get("nbgrader")
    value = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return value if isinstance(value, str) else None


def _metadata(source: SourceCell) -> NotebookNode:
    metadata = NotebookNode(
        grade=source.grade,
        grade_id=source.grade_id,
        locked=source.locked,
        schema_version=3,
        solution=source.solution,
        task=False,
        cell_type=source.cell_type,
    )
    if source.grade:
        metadata["points"] = source.points
    return metadata


def _restore_metadata(notebook: NotebookNode, source_cells: list[SourceCell]) -> list[str]:
    """Give cells their nbgrader metadata back where it was dropped or spoilt."""
    present = {_grade_id(cell) for cell in notebook.cells}
    missing = {cell.grade_id: cell for cell in source_cells if cell.grade_id not in present}
    known = {cell.grade_id: cell for cell in source_cells}
    notes = []
    for cell in notebook.cells:
        grade_id = _grade_id(cell)
        if grade_id in known:
            wanted = _metadata(known[grade_id])
            flags = ("grade", "solution", "locked", "points")
            if any(cell.metadata.nbgrader.get(f) != wanted.get(f) for f in flags):
                notes.append(f"The grading data of the cell `{grade_id}` was restored.")
                checksum = cell.metadata.nbgrader.get("checksum")
                cell.metadata.nbgrader = wanted
                if checksum is not None:
                    cell.metadata.nbgrader["checksum"] = checksum
            continue
        source = missing.pop(cell.get("id", ""), None) or _same_text(cell, missing)
        if source is not None:
            missing.pop(source.grade_id, None)
            cell.metadata["nbgrader"] = _metadata(source)
            notes.append(f"The cell `{source.grade_id}` had lost its grading data.")
        elif "nbgrader" in cell.metadata and grade_id is None:
            del cell.metadata["nbgrader"]
    return notes


def _same_text(cell: NotebookNode, missing: dict[str, SourceCell]) -> SourceCell | None:
    text = cell.source.strip()
    for source in missing.values():
        shown = re.sub(
            r"^.*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS.*?$", "", source.source, flags=re.S | re.M
        )
        if text and text == shown.strip():
            return source
    return None


def _restore_missing(notebook: NotebookNode, source_cells: list[SourceCell]) -> list[str]:
    """Put deleted cells back behind the cell that they follow in the released notebook."""
    notes = []
    before: str | None = None
    for source in source_cells:
        positions = {_grade_id(cell): i for i, cell in enumerate(notebook.cells)}
        if source.grade_id not in positions:
            cell = (
                new_code_cell(source.source)
                if source.cell_type == "code"
                else new_markdown_cell(source.source)
            )
            cell.metadata["nbgrader"] = _metadata(source)
            at = positions[before] + 1 if before in positions else 0
            notebook.cells.insert(at, cell)
            notes.append(f"The cell `{source.grade_id}` was missing and was put back.")
        before = source.grade_id
    return notes


def _restore_order(notebook: NotebookNode, source_cells: list[SourceCell]) -> list[str]:
    """Bring the released cells into their order; cells that a student added stay where they are."""
    order = {cell.grade_id: rank for rank, cell in enumerate(source_cells)}
    slots: list[int] = []
    last = {_grade_id(cell): i for i, cell in enumerate(notebook.cells)}
    for index, cell in enumerate(notebook.cells):
        grade_id = _grade_id(cell)
        if grade_id in order and last[grade_id] == index:
            slots.append(index)
    cells = [notebook.cells[index] for index in slots]
    wanted = sorted(cells, key=lambda cell: order[str(_grade_id(cell))])
    moved = [str(_grade_id(w)) for c, w in zip(cells, wanted, strict=True) if c is not w]
    if not moved:
        return []
    for index, cell in zip(slots, wanted, strict=True):
        notebook.cells[index] = cell
    return [f"Cells stood in another order and were moved back: {', '.join(moved)}."]
