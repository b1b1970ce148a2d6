"""The course in a real browser: the start page, a lesson, the Validate button, the formgrader.

With COURSE_SCREENSHOTS set to a folder, what the tests see is kept there as PNG files.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import cannot_run
from nbformat.notebooknode import NotebookNode
from playwright.sync_api import Locator, Page, expect, sync_playwright

from coursekit.build import to_notebook
from coursekit.course import Course
from coursekit.execution import Executor, index_of
from coursekit.grade import grade
from coursekit.launch import lab_command
from coursekit.lesson import Lesson, read_lesson
from coursekit.results import read_results

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
SLUG = "first_steps"
TOKEN = "for-the-tests"
SLOW = 120_000
"""Milliseconds that JupyterLab or a kernel may take for one thing on a slow machine."""

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# --- the course, its servers and the browser


@pytest.fixture(scope="module")
def first_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of the real first lesson, the others to come, in which `course lab` has run."""
    root = tmp_path_factory.mktemp("browser") / "course"
    whole = Course(ROOT)
    blocks = []
    for module in whole.modules:
        slugs = [*module.lessons, *module.planned]
        blocks.append(
            f"[[module]]\nfolder = {json.dumps(module.folder)}\n"
            f"title = {json.dumps(module.title)}\n"
            f"step = {module.step}\nlessons = {json.dumps([s for s in slugs if s == SLUG])}\n"
            f"planned = {json.dumps([s for s in slugs if s != SLUG])}\n"
        )
    shutil.copytree(whole.lesson_folder(SLUG), Course(root).curriculum / "00_welcome" / SLUG)
    shutil.copy(whole.curriculum / "roadmap.toml", root / "curriculum")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "curriculum" / "curriculum.toml").write_text("\n".join(blocks), encoding="utf-8")
    prepare = [sys.executable, "-m", "coursekit", "lab", "--no-start"]
    subprocess.run(prepare, cwd=root, check=True, timeout=300)
    return Course(root)


@pytest.fixture(scope="module")
def lesson(first_course: Course) -> Lesson:
    return read_lesson(first_course.lesson_file(SLUG))


@pytest.fixture(scope="module")
def students_lab(first_course: Course) -> Iterator[str]:
    """JupyterLab as `make lab` opens it; its address."""
    port = free_port()
    with serving(lab_command(first_course, port, browser=False), first_course.root, port) as url:
        yield url


@pytest.fixture
def page() -> Iterator[Page]:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        cannot_run("there is no Chromium or Chrome on this machine")
    with (
        sync_playwright() as driver,
        driver.chromium.launch(executable_path=browser, args=list(QUIET)) as chromium,
    ):
        page = chromium.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(SLOW)
        expect.set_options(timeout=SLOW)
        yield page


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], folder: Path, port: int) -> Iterator[str]:
    """Run a Jupyter server with settings of its own; it and its kernels are gone at the end."""
    state = folder.parent / f"jupyter-{port}"
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    own = {name: str(state / name.lower()) for name in names}
    state.mkdir()
    with (state / "log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **own, "JUPYTER_TOKEN": TOKEN},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_for_answer(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", process, state)
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process)


def wait_for_answer(url: str, process: "subprocess.Popen[bytes]", state: Path) -> None:
    deadline = time.monotonic() + SLOW / 1000
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the server does not answer:\n{(state / 'log').read_text()[-4000:]}")
            time.sleep(0.1)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Stop a server, and what it has started: kernels lead process groups of their own."""
    started = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
    except (ProcessLookupError, subprocess.TimeoutExpired):
        pass
    for child in started:
        if child.is_running():
            child.kill()
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)


# --- what people do


def open_in(lab: str, page: Page, path: str) -> None:
    """Open a file in a JupyterLab in which no other is open."""
    page.goto(f"{lab}/lab/tree/{path}?reset&token={TOKEN}")


def wait_for_kernel(page: Page) -> None:
    """Wait for the notebook's kernel; nothing may have asked for anything before it is ready."""
    expect(page.locator(".jp-Toolbar .jp-KernelName")).to_have_text(re.compile("Python 3"))
    expect(page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')).to_be_visible()
    expect_no_dialog(page)


def expect_no_dialog(page: Page) -> None:
    """Nothing covers the page, and nothing in its corner asks to be read first."""
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(".Toastify__toast")).to_have_count(0)


def cell(page: Page, notebook: NotebookNode, grade_id: str) -> Locator:
    """The cell with this grade_id, as the page shows it."""
    position = index_of(notebook, grade_id)
    return page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{position}"]')


def type_into(page: Page, place: Locator, source: str) -> None:
    place.scroll_into_view_if_needed()
    place.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(source)


def choose(page: Page, menu: str, entry: str) -> None:
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()


def validate(page: Page) -> Locator:
    """Press Validate; the dialog that comes."""
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog", has_text="Validation Results")
    expect(dialog).to_be_visible()
    return dialog


def keep(page: Page, name: str) -> None:
    folder = os.environ.get("COURSE_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def released_notebook(course: Course) -> NotebookNode:
    return nbformat.read(course.release / SLUG / f"{SLUG}.ipynb", as_version=4)


def solution(lesson: Lesson, exercise: str) -> str:
    """The reference solution, without the markers that a student never sees."""
    reference = to_notebook(lesson)
    lines = reference.cells[index_of(reference, exercise)].source.splitlines()
    return "\n".join(line for line in lines if "### " not in line)


def write_solved(course: Course, lesson: Lesson, exercises: tuple[str, ...], target: Path) -> None:
    notebook = released_notebook(course)
    for exercise in exercises:
        notebook.cells[index_of(notebook, exercise)].source = solution(lesson, exercise)
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)


# --- what they see


def test_the_start_page_opens_first_and_leads_to_a_lesson(students_lab: str, page: Page) -> None:
    page.goto(f"{students_lab}/?token={TOKEN}")
    start = page.locator(".jp-MarkdownViewer")
    expect(start.get_by_role("heading", name="From programmer to ML engineer")).to_be_visible()
    expect(page.locator(".jp-FileEditor")).to_have_count(0)
    expect(page.locator("#jupyterlab-splash")).to_have_count(0)
    expect_no_dialog(page)
    keep(page, "start_page")
    start.get_by_role("link", name="First steps", exact=True).click()
    title = page.locator(".jp-Notebook").get_by_role("heading", name="First steps: how a graded")
    expect(title).to_be_visible()
    wait_for_kernel(page)


def test_an_exercise_is_solved_run_and_saved(
    students_lab: str, page: Page, first_course: Course, lesson: Lesson
) -> None:
    blank = released_notebook(first_course)
    first, second = lesson.exercises[:2]
    open_in(students_lab, page, f"{SLUG}/{SLUG}.ipynb")
    wait_for_kernel(page)
    keep(page, "lesson_top")

    type_into(page, cell(page, blank, first), solution(lesson, first))
    choose(page, "Run", "Run All Cells")
    next_test = cell(page, blank, str(lesson.tests_of(second)[0].grade_id))
    expect(next_test.locator(".jp-OutputArea")).to_contain_text("NotImplementedError")
    for test in lesson.tests_of(first):
        tests = cell(page, blank, str(test.grade_id))
        expect(tests.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
        expect(tests.locator(".jp-OutputArea-output")).to_have_count(0)
    keep(page, "not_attempted")
    plot = page.locator(".jp-RenderedImage img").first
    plot.scroll_into_view_if_needed()
    expect(plot).to_be_visible()
    keep(page, "plot")

    with page.expect_response(
        lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url
    ) as saved:
        choose(page, "File", "Save Notebook")
    assert saved.value.ok
    mine = nbformat.read(first_course.work / SLUG / f"{SLUG}.ipynb", as_version=4)
    assert mine.cells[index_of(mine, first)].source == solution(lesson, first)
    assert mine.cells[index_of(mine, str(lesson.tests_of(first)[0].grade_id))].execution_count
    expect_no_dialog(page)


def test_validate_praises_a_solved_notebook(
    students_lab: str, page: Page, first_course: Course, lesson: Lesson
) -> None:
    solved = first_course.work / "solved" / f"{SLUG}.ipynb"
    write_solved(first_course, lesson, lesson.exercises, solved)
    open_in(students_lab, page, f"solved/{SLUG}.ipynb")
    wait_for_kernel(page)
    dialog = validate(page)
    expect(dialog).to_contain_text("Success! Your notebook passes all the tests.")
    keep(page, "validate_success")


def test_validate_says_what_fails_in_a_blank_notebook(
    students_lab: str, page: Page, first_course: Course, lesson: Lesson
) -> None:
    write_solved(first_course, lesson, (), first_course.work / "blank" / f"{SLUG}.ipynb")
    open_in(students_lab, page, f"blank/{SLUG}.ipynb")
    wait_for_kernel(page)
    dialog = validate(page)
    failed = dialog.get_by_text("The following cell failed:")
    expect(failed).to_have_count(len(lesson.graded))
    expect(dialog).to_contain_text("NotImplementedError")
    keep(page, "validate_failure")


def test_the_formgrader_shows_what_was_graded(
    page: Page, first_course: Course, lesson: Lesson, executor: Executor
) -> None:
    submission = first_course.submitted / "ada" / SLUG / f"{SLUG}.ipynb"
    write_solved(first_course, lesson, lesson.exercises[:1], submission)
    assert not grade(first_course, [SLUG], executor).refused
    result = read_results(first_course, (SLUG,)).results["ada", SLUG]
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.port={port}"]
    with serving([*command, "--allow-root"], first_course.root, port) as url:
        page.goto(f"{url}/formgrader?token={TOKEN}")
        row = page.get_by_role("row").filter(has_text=SLUG)
        expect(row).to_be_visible()
        keep(page, "formgrader_assignments")
        page.get_by_role("link", name="Manage Students").click()
        row = page.get_by_role("row").filter(has_text="ada")
        expect(row).to_contain_text(f"{result.score:g} / {result.max_score:g}")
        keep(page, "formgrader_students")
