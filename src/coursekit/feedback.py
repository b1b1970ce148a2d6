"""What feedback shows: a failed hidden test's message, never its code."""

import re
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from coursekit.lesson import BEGIN_HIDDEN, END_HIDDEN

_HIDDEN = re.compile(
    rf"^[ \t]*{re.escape(BEGIN_HIDDEN)}.*?^[ \t]*{re.escape(END_HIDDEN)}[ \t]*\n?", re.S | re.M
)


class HideHiddenTests(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader carries no types
    """Takes hidden tests out of graded cells, and source lines out of their errors."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if not cell.metadata.get("nbgrader", {}).get("grade") or BEGIN_HIDDEN not in cell.source:
            return cell, resources
        cell.source = _HIDDEN.sub("# hidden tests run here when work is graded\n", cell.source)
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources
