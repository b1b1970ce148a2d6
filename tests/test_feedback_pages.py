"""Pages put together from cells that were rendered before are what nbgrader's exporter makes at once."""

import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from coursekit.feedback_pages import FeedbackPages, _is_closed

CELLS: dict[str, NotebookNode] = {
    "closes too much": new_markdown_cell("</div></div></div><p>out", id="closes"),
    "closes too little": new_markdown_cell("<details><b>never closed", id="opens"),
    "a lone quote": new_markdown_cell("<p title='>never closed", id="quote"),
    "a comment": new_markdown_cell("<!-- never closed", id="comment"),
    "a table": new_markdown_cell("| a |\n|---|\n| 1 |", id="table"),
    "an image": new_markdown_cell("<img src='x.png'> &nbsp; <br>", id="image"),
    "raw": new_raw_cell("\n\n raw text \n\n", id="raw"),
    "raw, for another format": new_raw_cell("x", id="latex", metadata={"raw_mimetype": "text/latex"}),
    "code": new_code_cell("x = 1\nx", execution_count=3, id="code"),
    "a script": new_code_cell(
        "js", id="js", outputs=[new_output("display_data", {"application/javascript": "element.text('a')"})]
    ),
    "html": new_code_cell(
        "h", id="html", outputs=[new_output("display_data", {"text/html": "<ul><li>1<li>2</div>"})]
    ),
}
TEXT = new_markdown_cell("# A heading\n\nand *text* with $x < y$", id="heading")
END = new_markdown_cell("the end", id="end")


@pytest.fixture(scope="module")
def pages() -> FeedbackPages:
    config = Config()
    config.GenerateFeedback.preprocessors = ["nbconvert.preprocessors.CSSHTMLHeaderPreprocessor"]
    return FeedbackPages(GenerateFeedback(coursedir=CourseDirectory(), config=config))


def resources() -> dict[str, object]:
    names = {"notebook": "n", "assignment": "a", "student": "s"}
    marks = {"score": 1.0, "max_score": 2.0, "late_penalty": 0.0}
    return {"nbgrader": {**names, **marks}, "metadata": {"name": "n", "path": ""}}


@pytest.mark.parametrize("name", CELLS)
def test_a_page_is_the_exporters_wherever_its_cells_were_seen_before(pages: FeedbackPages, name: str) -> None:
    cell = CELLS[name]
    for cells in ([TEXT, cell, END], [cell, TEXT], [END, cell]):
        book = new_notebook(cells=[NotebookNode(c) for c in cells])
        wanted = pages._render_plainly(book, resources())
        found = pages.render(book, resources())
        if name == "a script":  # it gets a random id
            assert len(found) == len(wanted)
        else:
            assert found == wanted


def test_no_two_scripts_share_an_id(pages: FeedbackPages) -> None:
    book = new_notebook(cells=[NotebookNode(CELLS["a script"]), NotebookNode(CELLS["a script"], id="js2")])
    page = pages.render(book, resources())
    ids = [part.split('"')[0] for part in page.split('id="')[1:] if len(part.split('"')[0]) == 36]
    assert len(ids) == len(set(ids)) == 2


@pytest.mark.parametrize(
    ("piece", "closed"),
    [
        ("<div><p>a</p><br/><img src='x'></div>\n", True),
        ("<p>a</p> text", False),
        ("</div>", False),
        ("<div>", False),
        ("<b><i></b></i>", False),
        ("text", False),
    ],
)
def test_what_is_closed(piece: str, closed: bool) -> None:
    assert _is_closed(piece) is closed
