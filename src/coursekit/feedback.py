"""What feedback shows: a failed hidden test's message, never its code; and nothing that a page would run."""

import base64
import binascii
import functools
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from coursekit.lesson import BEGIN_HIDDEN, hidden_tests, without_hidden_tests

Resources = dict[str, Any]

REMOVED = "[a line of the hidden tests was removed here]"

_TAGS = frozenset(
    (
        *("a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del"),
        *("details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd"),
        *("li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul", "var"),
    )
)
_ATTRIBUTES = {
    "*": ["class", "title", "align"],
    "a": ["href"],
    "img": ["src", "alt", "width", "height"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan"],
}

_SHORT = 20
"""A line of a hidden test that is shorter says nothing by itself, and stands in many a student's code."""


class HideHiddenTests(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader carries no types
    """Takes hidden tests out of graded cells, source lines out of their errors, and both out of outputs."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        hidden = hidden_lines(nb)
        for cell in nb.cells:
            if cell.cell_type == "code":
                _hide(cell, hidden)
        return nb, resources


class SanitizeContent(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader carries no types
    """Takes out of a student's notebook what a browser would run or load when the feedback is opened."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        names = resources["nbgrader"]
        root = self.config.CourseDirectory.get("root")
        folder = Path(root) if isinstance(root, str) else Path.cwd()
        own = _lesson_texts(folder, names["assignment"], names["notebook"])
        nb.metadata = NotebookNode(
            kernelspec=NotebookNode(name="python3", display_name="Python 3", language="python"),
            language_info=NotebookNode(name="python"),
        )
        for cell in nb.cells:
            kept = {key: cell.metadata[key] for key in ("nbgrader",) if key in cell.metadata}
            cell.metadata = NotebookNode(kept)
            cell.pop("attachments", None)
            if cell.cell_type == "code":
                cell.outputs = [harmless_output(output) for output in cell.outputs]
            elif cell.source not in own:
                cell.source = harmless_text(cell.source)
        return nb, resources


def hidden_lines(notebook: NotebookNode) -> frozenset[str]:
    """Return the lines of all hidden tests that are long enough to be recognised."""
    regions = (region for cell in notebook.cells for region in hidden_tests(cell.source))
    lines = {line.strip() for region in regions for line in region.splitlines()}
    return frozenset(line for line in lines if len(line) >= _SHORT)


def _hide(cell: NotebookNode, hidden: frozenset[str]) -> None:
    tested = bool(cell.metadata.get("nbgrader", {}).get("grade")) and BEGIN_HIDDEN in cell.source
    if tested:
        cell.source = without_hidden_tests(cell.source, "# hidden tests run here when work is graded\n")
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            output.evalue = _without(output.evalue, hidden)
            shown = output.traceback if not tested else [f"{output.ename}: {output.evalue}"]
            output.traceback = [_without(text, hidden) for text in shown]
        elif output.output_type == "stream":
            output.text = _without(output.text, hidden)
        else:
            for kind, data in output.data.items():
                if kind.startswith("text/") and isinstance(data, str):
                    output.data[kind] = _without(data, hidden)


def _without(text: str, hidden: frozenset[str]) -> str:
    """Return a text without the lines, or parts of lines, that are code of hidden tests."""
    if not any(line in text for line in hidden):
        return text
    lines = text.split("\n")
    return "\n".join(REMOVED if any(secret in line for secret in hidden) else line for line in lines)


def harmless_output(output: NotebookNode) -> NotebookNode:
    """Return an output with what a page may show: text, clean HTML, and pictures as pictures."""
    if output.output_type not in ("display_data", "execute_result"):
        return output
    data = {}
    for kind, value in output.data.items():
        if kind in ("text/plain", "text/latex") and isinstance(value, str):
            data[kind] = _without_script_links(value)
        elif kind in ("text/html", "text/markdown") and isinstance(value, str):
            data[kind] = _clean(value)
        elif kind in ("image/png", "image/jpeg", "image/gif") and _is_base64(value):
            data[kind] = value
        elif kind == "image/svg+xml" and isinstance(value, str):
            picture = base64.b64encode(value.encode()).decode()
            # In an image, a browser runs no script of an SVG and loads nothing for it.
            data["text/html"] = f'<img alt="a drawing" src="data:image/svg+xml;base64,{picture}">'
    if not data:
        data["text/plain"] = f"[{', '.join(sorted(output.data))} is not shown in feedback]"
    return NotebookNode({**output, "data": NotebookNode(data), "metadata": NotebookNode()})


def harmless_text(source: str) -> str:
    """Return a student's Markdown without what a page would run."""
    # In Markdown these two mean something, and without a bare < neither opens an element.
    return _without_script_links(_clean(source).replace("&gt;", ">").replace("&amp;", "&"))


@functools.lru_cache(maxsize=2048)
def _clean(text: str) -> str:
    import bleach

    cleaned: str = bleach.clean(text, tags=_TAGS, attributes=_ATTRIBUTES, protocols=["http", "https", "data"])
    return cleaned


def _without_script_links(text: str) -> str:
    return re.sub(r"(java|vb)script\s*:", r"\1script-", text, flags=re.I)


def _is_base64(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        base64.b64decode("".join(value.split()), validate=True)
    except binascii.Error:
        return False
    return True


def _lesson_texts(root: Path, assignment: str, name: str) -> frozenset[str]:
    path = root / "source" / assignment / f"{name}.ipynb"
    return _texts(path, path.stat().st_mtime_ns) if path.exists() else frozenset()


@functools.lru_cache(maxsize=8)
def _texts(path: Path, changed: int) -> frozenset[str]:
    """Return the Markdown of a lesson, which its author answers for."""
    notebook = nbformat.read(path, as_version=4)
    return frozenset(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
