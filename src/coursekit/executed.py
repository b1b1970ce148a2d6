"""A store of executed notebooks, found by what was executed: equal submissions run once."""

import json
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

import coursekit
from coursekit.execution import Execution, neutralise
from coursekit.files import digest, files_under, write_if_changed


class ExecutedStore:
    """Executed notebooks in a folder, one JSON file each. Safe to delete at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key(self, notebook: NotebookNode, data: Path | None) -> str:
        """Return a digest of everything that execution depends on."""
        cells = [
            [cell.cell_type, cell.source, cell.metadata.get("nbgrader", {}).get("grade_id")]
            for cell in notebook.cells
        ]
        return digest([coursekit.__version__, json.dumps(cells), *files_under(data or Path("/nope"))])

    def __contains__(self, key: str) -> bool:
        return self._path(key).exists()

    def put(self, key: str, execution: Execution) -> None:
        cells = execution.notebook.cells
        record = {
            "seconds": execution.seconds,
            "cell_seconds": execution.cell_seconds,
            "fault": execution.fault,
            "flags": execution.flags,
            "outputs": [cell.get("outputs") for cell in cells],
            "counts": [cell.get("execution_count") for cell in cells],
        }
        write_if_changed(self._path(key), json.dumps(record))

    def fill(self, key: str, notebook: NotebookNode) -> bool:
        """Give `notebook` the outputs and counts stored under `key`; say whether there were any."""
        path = self._path(key)
        if not path.exists():
            return False
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            ran = list(zip(record["outputs"], record["counts"], strict=True))
        except (ValueError, KeyError, TypeError):
            path.unlink()
            return False
        if len(ran) != len(notebook.cells):
            return False
        for cell, (outputs, count) in zip(notebook.cells, ran, strict=True):
            if cell.cell_type == "code":
                cell.outputs = nbformat.from_dict(outputs or [])
                cell.execution_count = count
        neutralise(notebook)
        return True

    def flags(self, key: str) -> tuple[str, ...]:
        """Return what somebody who grades should know of the execution stored under `key`."""
        try:
            record = json.loads(self._path(key).read_text(encoding="utf-8"))
            return (*record["flags"], *([record["fault"]] if record["fault"] else []))
        except (OSError, ValueError, KeyError, TypeError):
            return ()

    def cell_seconds(self, key: str) -> list[float]:
        """Return the wall time of each code cell at its execution, as far as it is known."""
        try:
            found = json.loads(self._path(key).read_text(encoding="utf-8"))["cell_seconds"]
        except (OSError, ValueError, KeyError, TypeError):
            return []
        return [float(seconds) for seconds in found]

    def discard(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"
