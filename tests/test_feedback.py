"""Feedback shows neither hidden tests nor anything that a browser would run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import RIGHT
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from coursekit.course import Course
from coursekit.execution import Executor
from coursekit.feedback import REMOVED, harmless_output, harmless_text, hidden_lines
from coursekit.grade import grade

Submit = Callable[..., Path]

SCRIPT = "<script>alert(1)</script>"
HOSTILE_TEXT = {
    "script": f"Hello {SCRIPT}",
    "handler": '<img src="x" onerror="alert(1)">',
    "frame": '<iframe src="https://example.org"></iframe>',
    "svg": '<svg onload="alert(1)"></svg>',
    "style": '<div style="position: fixed; inset: 0">covers the page</div>',
    "form": '<form action="https://example.org"><input name="password"></form>',
    "link": '<a href="javascript:alert(1)">x</a> [y](JavaScript :alert(1))',
    "latex": r"$\href{javascript:alert(1)}{x}$",
}


@pytest.mark.parametrize("name", HOSTILE_TEXT)
def test_a_students_markdown_is_cleaned(name: str) -> None:
    text = harmless_text(HOSTILE_TEXT[name])
    for bad in ("<script", "onerror=", "<iframe", "<svg", "style=", "<form", "<input", "javascript:"):
        assert bad not in text.lower().replace("&lt;", "&lt; "), text
    assert "javascript :" not in text.lower()


def test_what_markdown_means_stays() -> None:
    text = "> quoted & *bold*\n\n| a | b |\n|---|---|\n\n<details><summary>more</summary>\n\nx\n</details>"
    assert harmless_text(text) == text


HOSTILE_DATA = {
    "html": {"text/html": f"<b>bold</b>{SCRIPT}"},
    "javascript": {"application/javascript": "alert(1)"},
    "svg": {"image/svg+xml": f"<svg>{SCRIPT}</svg>"},
    "not a picture": {"image/png": f'"><x>{SCRIPT}'},
    "markdown": {"text/markdown": SCRIPT},
    "widget": {"application/vnd.jupyter.widget-view+json": {"model_id": SCRIPT}},
}


@pytest.mark.parametrize("name", HOSTILE_DATA)
def test_outputs_are_cleaned(name: str) -> None:
    output = new_output("display_data", HOSTILE_DATA[name], metadata={"image/png": {"width": SCRIPT}})
    text = str(harmless_output(output))
    assert "<script" not in text
    assert "alert(1)</script" not in text
    assert harmless_output(output).data


def test_a_table_and_a_picture_stay() -> None:
    table = '<table class="dataframe"><tbody><tr><td colspan="2">1</td></tr></tbody></table>'
    data = {"text/html": table, "image/png": "aGVsbG8=\n", "text/plain": "1"}
    assert harmless_output(new_output("display_data", data)).data == data


def test_a_page_holds_nothing_that_a_student_can_run(
    released: Course, submit: Submit, executor: Executor
) -> None:
    show = (
        "from IPython.display import HTML, Javascript, display\n"
        f"display(HTML({SCRIPT!r}), Javascript('alert(2)'))\nprint({SCRIPT!r})"
    )

    def spoil(notebook: NotebookNode) -> None:
        notebook.metadata["title"] = SCRIPT
        for text in HOSTILE_TEXT.values():
            notebook.cells.append(new_markdown_cell(text))
        cell = new_code_cell(show, metadata={"tags": [f'"><x>{SCRIPT}']})
        notebook.cells.append(cell)

    submit("mallory", RIGHT, spoil)
    grade(released, ["averages"], executor)
    page = (released.feedback / "mallory" / "averages" / "averages.html").read_text()
    submit("ada", RIGHT)
    grade(released, ["averages"], executor)
    honest = (released.feedback / "ada" / "averages" / "averages.html").read_text()
    assert page.count("<script") == honest.count("<script")  # the page's own
    assert "alert(1)</script>" not in page
    assert "javascript:alert" not in page.lower()
    assert 'style="position' not in page


def test_hidden_code_in_outputs_is_removed(released: Course, submit: Submit, executor: Executor) -> None:
    # As if it had been read from the frame that calls it: the text in two halves, so that only what is
    # printed holds the line.
    steal = "def mean(x):\n    print('_hidden = mean([5.0, ' + '5.0, 5.0, 9.0])')\n    return 0"
    submit("mallory", {**RIGHT, "mean": steal})
    grade(released, ["averages"], executor)
    page = (released.feedback / "mallory" / "averages" / "averages.html").read_text()
    assert REMOVED in page
    assert "_hidden = mean([5.0, 5.0" not in page


def test_only_lines_that_say_something_are_secret() -> None:
    cell = new_code_cell("### BEGIN HIDDEN TESTS\nx = 1\nassert f(3) == 9, 'three'\n### END HIDDEN TESTS")
    assert hidden_lines(NotebookNode(cells=[cell])) >= {"assert f(3) == 9, 'three'"}
    assert "x = 1" not in hidden_lines(NotebookNode(cells=[cell]))
