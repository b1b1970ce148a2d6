"""Feedback pages by nbgrader's own exporter and template, each cell rendered once for all who have it.

nbgrader renders a page from nothing for each student: it compiles the template, highlights the code, and
parses and writes the page again to look after its images. Nearly all cells of a class are the same, so
here a page is rendered with only those cells in it that were not seen before; the others are put in as
they came out the first time.
"""

import hashlib
import json
import re
import secrets
from html.parser import HTMLParser
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateFeedback

Resources = dict[str, Any]

MEMORY = 100_000_000
"""Characters of rendered cells to keep; beyond that they are forgotten and rendered again."""

_TEMPLATE = """\
{%- extends 'index.html.j2' -%}
{%- block header -%}
{%- if resources.course.head -%}<!DOCTYPE html>
<html>
<head><!--MARK head--></head>{%- else -%}{{ super() }}{%- endif -%}
{%- endblock header -%}
{%- block any_cell -%}
<!--MARK {{ loop.index0 }}-->
{%- if loop.index0 not in resources.course.seen -%}{{ super() }}{%- endif -%}
<!--MARK end-->
{%- endblock any_cell -%}
"""

# Their elements get random ids, which no two of a page may share.
_NOT_SHARED = ("application/javascript", "application/vnd.jupyter.widget-view+json")


class FeedbackPages:
    """Renders the feedback of many submissions.

    Args:
        converter: nbgrader's, which says with which exporter, settings and preprocessors.
    """

    def __init__(self, converter: GenerateFeedback) -> None:
        self._converter = converter
        mark = secrets.token_hex(8)  # no student can write it into an output
        self._head = f"<!--{mark} head-->"
        self._piece = re.compile(rf"<!--{mark} (\d+)-->(.*?)<!--{mark} end-->", re.DOTALL)
        self._edge = f"<!--{mark} edge-->"
        self._between = re.compile(rf"(?<=>)\s*(?:{self._edge}\s*)+(?=<)")
        self._cells: dict[str, str] = {}
        self._heads: dict[str, str] = {}
        self._size = 0
        self._common = ""
        self._keys: list[str | None] = []
        self._plain = self._exporter()
        self._sharing = self._exporter(raw_template=_TEMPLATE.replace("MARK", mark))
        self._sharing.register_preprocessor(self._leave_out_what_is_known)
        self.file_extension: str = self._plain.file_extension

    def render(self, notebook: NotebookNode, resources: Resources) -> str:
        """Return the page; `resources` names student, assignment and notebook, as in nbgrader."""
        if not isinstance(self._plain, HTMLExporter):
            return self._render_plainly(notebook, resources)
        text, _ = self._sharing.from_notebook_node(notebook, dict(resources))
        if self._common in self._heads:
            text = self._heads[self._common] + text.partition(self._head)[2]
        else:
            self._heads[self._common] = text[: text.index("</head>")]
        if not all(self._keep(int(m[1]), m[2]) for m in self._piece.finditer(text)):
            return self._render_plainly(notebook, resources)
        return self._joined(self._piece.sub(self._fill, text))

    def _fill(self, match: re.Match[str]) -> str:
        piece = match[2] or self._cells.get(str(self._keys[int(match[1])]), "")
        return self._edge + piece + self._edge

    def _joined(self, text: str) -> str:
        """Take the edges between pieces out, and leave white space as the exporter does.

        It makes one line break, or else one space, of all white space between two elements.
        """

        def white(match: re.Match[str]) -> str:
            space = match[0].replace(self._edge, "")
            return "\n" if "\n" in space else space[:1]

        return self._between.sub(white, text).replace(self._edge, "")

    def _render_plainly(self, notebook: NotebookNode, resources: Resources) -> str:
        text: str = self._plain.from_notebook_node(notebook, dict(resources))[0]
        return text

    def _exporter(self, **traits: Any) -> Any:
        exporter = self._converter.exporter_class(
            parent=self._converter,
            config=self._converter.config,
            optimistic_validation=True,  # once, after the last preprocessor
            **traits,
        )
        for preprocessor in self._converter.preprocessors:
            exporter.register_preprocessor(preprocessor)
        return exporter

    def _leave_out_what_is_known(
        self, notebook: NotebookNode, resources: Resources
    ) -> tuple[NotebookNode, Resources]:
        """Tell the template which cells it need not render: the last of the preprocessors."""
        name = resources["nbgrader"]["notebook"]
        self._common = json.dumps([name, notebook.metadata], sort_keys=True)
        self._keys = [_key(self._common, cell) for cell in notebook.cells]
        seen = {i for i, key in enumerate(self._keys) if key in self._cells}
        resources["course"] = {"seen": seen, "head": self._common in self._heads}
        return notebook, resources

    def _keep(self, position: int, piece: str) -> bool:
        """Remember a cell that was rendered; say whether it could be put into any page as it is."""
        key = self._keys[position]
        if not piece or key is None or key in self._cells:
            return True
        if not _is_closed(piece):
            return False
        self._cells[key] = piece
        self._size += len(piece)
        return True

    def forget(self) -> None:
        """Free memory, if much is taken."""
        if self._size > MEMORY:
            self._cells.clear()
            self._size = 0


def _key(common: str, cell: NotebookNode) -> str | None:
    for output in cell.get("outputs", []):
        if any(kind in output.get("data", {}) for kind in _NOT_SHARED):
            return None
    return hashlib.sha256(f"{common}\0{json.dumps(cell, sort_keys=True)}".encode()).hexdigest()


class _Balance(HTMLParser):
    """Follows which elements are open."""

    _VOID = frozenset(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
    )

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.is_balanced = True

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._VOID and (not self.open or self.open.pop() != tag):
            self.is_balanced = False


def _is_closed(piece: str) -> bool:
    """Tell whether a piece of a page closes what it opens, and nothing else, and ends in no bare text."""
    ends = piece.strip()
    if not (ends.startswith("<") and ends.endswith(">")):
        return False
    parser = _Balance()
    parser.feed(piece)
    parser.close()
    return parser.is_balanced and not parser.open
