"""Putting a submitted notebook back into a shape that can be graded, and saying what was done.

Cells are known by nbgrader's grade_id or, where a student's tool has dropped the metadata, by the
cell's own id, which the build makes equal to it.
"""

import ast
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
    fit_cells_to_their_type(notebook)
    notes = _restore_metadata(notebook, source_cells)
    fit_cells_to_their_type(notebook)
    notes += _restore_missing(notebook, source_cells)
    notes += _restore_order(notebook, source_cells)
    if notes:
        text = "**Repaired before grading**\n\n" + "\n".join(f"- {note}" for note in notes)
        notebook.cells.insert(0, new_markdown_cell(text, id="repaired-before-grading"))
    return notes


def fit_cells_to_their_type(notebook: NotebookNode) -> None:
    """Mend what older formats and a change of a cell's type by hand leave behind."""
    notebook.nbformat_minor = 5
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"cell-{number}")
        cell.setdefault("metadata", NotebookNode())
        cell.setdefault("source", "")
        if cell.get("cell_type") == "code":
            cell.setdefault("outputs", [])
            cell.setdefault("execution_count", None)
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)


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
    known = {cell.grade_id: cell for cell in source_cells}
    notes = _drop_duplicates_and_strangers(notebook, known)
    present = {_grade_id(cell) for cell in notebook.cells}
    missing = {cell.grade_id: cell for cell in source_cells if cell.grade_id not in present}
    for find in (_same_id, _same_text, _same_names):
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                continue
            source = find(cell, missing)
            if source is not None:
                del missing[source.grade_id]
                cell.metadata["nbgrader"] = _metadata(source)
                notes.append(f"The cell `{source.grade_id}` had lost its grading data.")
    return notes


def _drop_duplicates_and_strangers(notebook: NotebookNode, known: dict[str, SourceCell]) -> list[str]:
    """Keep the last of several cells with one grade_id; take the metadata off unknown ones."""
    notes = []
    seen: set[str] = set()
    for cell in reversed(notebook.cells):
        if "nbgrader" not in cell.metadata:
            continue
        grade_id = _grade_id(cell)
        if grade_id not in known:
            del cell.metadata["nbgrader"]
        elif grade_id in seen:
            del cell.metadata["nbgrader"]
            notes.append(f"The cell `{grade_id}` was there twice; the last one counts.")
        else:
            seen.add(grade_id)
            wanted = _metadata(known[grade_id])
            if cell.cell_type != wanted.cell_type:
                notes.append(f"The cell `{grade_id}` had become a {cell.cell_type} cell.")
                cell.cell_type = wanted.cell_type
            names = ("grade", "solution", "locked", "points", "schema_version")
            if any(cell.metadata.nbgrader.get(name) != wanted.get(name) for name in names):
                cell.metadata["nbgrader"] = wanted
                notes.append(f"The grading data of the cell `{grade_id}` was restored.")
    return notes


def _same_id(cell: NotebookNode, missing: dict[str, SourceCell]) -> SourceCell | None:
    return missing.get(cell.get("id", ""))


def _same_text(cell: NotebookNode, missing: dict[str, SourceCell]) -> SourceCell | None:
    text = cell.source.strip()
    for source in missing.values():
        shown = re.sub(r"^.*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS.*?$", "", source.source, flags=re.S | re.M)
        if text and text == shown.strip():
            return source
    return None


def _same_names(cell: NotebookNode, missing: dict[str, SourceCell]) -> SourceCell | None:
    """Return the missing solution cell whose function, class or variable this cell defines."""
    defined = _defined(cell.source) if cell.cell_type == "code" else set()
    for source in missing.values():
        if source.solution and defined & _defined(source.source):
            return source
    return None


def _defined(source: str) -> set[str]:
    """Return the names that a cell binds at its top level by def, class or assignment."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return set(re.findall(r"^(?:async\s+def|def|class)\s+(\w+)", source, flags=re.M))
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AnnAssign) else []
        names.update(t.id for t in targets if isinstance(t, ast.Name))
    return names


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
            if not any(other.get("id") == source.grade_id for other in notebook.cells):
                cell["id"] = source.grade_id[:64]  # as the build gives it, and the same at every grading
            at = positions[before] + 1 if before in positions else 0
            notebook.cells.insert(at, cell)
            notes.append(f"The cell `{source.grade_id}` was missing and was put back.")
        before = source.grade_id
    return notes


def _restore_order(notebook: NotebookNode, source_cells: list[SourceCell]) -> list[str]:
    """Bring the released cells into their order; cells that a student added stay where they are."""
    order = {cell.grade_id: rank for rank, cell in enumerate(source_cells)}
    slots = [i for i, cell in enumerate(notebook.cells) if _grade_id(cell) in order]
    cells = [notebook.cells[index] for index in slots]
    wanted = sorted(cells, key=lambda cell: order[str(_grade_id(cell))])
    moved = [str(_grade_id(w)) for c, w in zip(cells, wanted, strict=True) if c is not w]
    if not moved:
        return []
    for index, cell in zip(slots, wanted, strict=True):
        notebook.cells[index] = cell
    return [f"Cells stood in another order and were moved back: {', '.join(moved)}."]
