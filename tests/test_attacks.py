"""Attacks on the grader, one file each in tests/attacks: none earns what it should not, or harms others.

A file's docstring says what it tries. Lines below it say the outcome that is right, where it is not the
usual one (no points, no flag asked for): `keeps` the graded cells that keep their points, `flag` what the
report must say, `prints` and `never` what its output must and must not hold, `fault` that a cell dies.
"""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import tiny_course
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from coursekit.build import to_notebook
from coursekit.engine.executor import ForkExecutor
from coursekit.engine.limits import Limits
from coursekit.execution import Execution, Job, index_of
from coursekit.lesson import read_lesson
from coursekit.marks import marks_of
from coursekit.release import release
from coursekit.stubs import stubs_of

HERE = Path(__file__).parent
LESSON = HERE / "fixtures" / "fort" / "curriculum" / "01_walls" / "fort" / "fort.py"
ATTACKS = sorted(path.stem for path in (HERE / "attacks").glob("*.py"))
CELLS = {"double-values", "total-sum"}
RIGHT = {"double": "def double(x):\n    return x + x", "total": "def total(x):\n    return float(x.sum())"}

LIMITS = Limits(notebook_seconds=30, memory_mib=1500, processes=100, open_files=256, disk_mib=64)

pytestmark = pytest.mark.usefixtures("sandboxed")


@dataclass(frozen=True)
class Attack:
    """One file of tests/attacks."""

    name: str
    what: str
    expected: dict[str, str]
    cells: tuple[tuple[str, str], ...]

    @property
    def keeps(self) -> set[str]:
        return set(self.expected.get("keeps", "").split())


def read_attack(name: str, outside: Path) -> Attack:
    text = (HERE / "attacks" / f"{name}.py").read_text().replace("OUTSIDE", str(outside))
    head, *cells = re.split(r"^# %% (.*)$", text, flags=re.M)
    what = re.match(r'"""(.*?)"""', head, re.S)
    assert what is not None
    expected = dict(re.findall(r"^# (\w+): (.*)$", head, flags=re.M))
    pairs = zip(cells[::2], (cell.strip("\n") for cell in cells[1::2]), strict=True)
    return Attack(name, what[1], expected, tuple(pairs))


def notebook_of(cells: tuple[tuple[str, str], ...]) -> NotebookNode:
    """Return the lesson as it is graded, with an attack's cells in it."""
    notebook = to_notebook(read_lesson(LESSON))
    for number, (marker, source) in enumerate(cells):
        place, _, name = marker.partition("=")
        name = name.strip('"')
        if place == "solution":
            notebook.cells[index_of(notebook, name)].source = source
        else:
            at = {"top": 0, "end": len(notebook.cells)}.get(place)
            if at is None:
                at = index_of(notebook, name) + 1
            notebook.cells.insert(at, new_code_cell(source, id=f"own-{number}"))
    return notebook


@pytest.fixture(scope="session")
def stubs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The stubs of the lesson's exercises, as students get them."""
    course = tiny_course(tmp_path_factory.mktemp("fort") / "course", "fort")
    release(course)
    return stubs_of(course.release / "fort" / "fort.ipynb")


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a grader's disk holds."""
    folder = tmp_path_factory.mktemp("outside")
    for name in ("source/fort/fort.ipynb", "submitted/eve/fort/fort.ipynb", "gradebook.db"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("secret-4713")
    return folder


@pytest.fixture(scope="session")
def executions(sandboxed: None, outside: Path, stubs: Mapping[str, str]) -> dict[str, Execution]:
    """All attacks in one batch, as a class hands them in, between two honest students."""
    data = LESSON.parent / "data"
    books = {name: notebook_of(read_attack(name, outside).cells) for name in ATTACKS}
    honest = notebook_of(tuple((f'solution="{name}"', source) for name, source in RIGHT.items()))
    books = {"first_honest": honest, **books, "last_honest": honest.copy()}
    jobs = [Job(name, book, data, stubs=stubs) for name, book in books.items()]
    engine = ForkExecutor(workers=2, sandbox=True, cell_timeout=3, limits=LIMITS)
    return {execution.key: execution for execution in engine.run(jobs)}


def shown(execution: Execution, graded: bool) -> str:
    """Return all that the cells show, those that are graded or the others."""
    return "".join(
        str(output)
        for cell in execution.notebook.cells
        if cell.cell_type == "code" and bool(cell.metadata.get("nbgrader", {}).get("grade")) == graded
        for output in cell.outputs
    )


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_has_the_right_outcome(name: str, executions: dict[str, Execution], outside: Path) -> None:
    attack, execution = read_attack(name, outside), executions[name]
    marks = marks_of(execution.notebook)
    full = {grade_id for grade_id, mark in marks.items() if mark.score > 0}
    messages = {grade_id: f"{mark.error}: {mark.message}" for grade_id, mark in marks.items()}
    assert full == attack.keeps, messages
    assert execution.started
    assert bool(execution.fault) == ("fault" in attack.expected), execution.fault
    said = "\n".join([*execution.flags, str(execution.fault)])
    if "flag" in attack.expected:
        assert re.search(attack.expected["flag"], said), said
    if "noflags" in attack.expected:
        assert execution.flags == ()
    own = shown(execution, graded=False)
    if "prints" in attack.expected:
        assert re.search(attack.expected["prints"], own), own
    assert not re.search(attack.expected.get("never", "secret-"), own), own
    assert "secret-" not in own


@pytest.mark.parametrize("name", ["first_honest", "last_honest"])
def test_honest_students_beside_attackers_keep_their_marks(
    name: str, executions: dict[str, Execution]
) -> None:
    marks = marks_of(executions[name].notebook)
    assert set(marks) == CELLS
    assert all(mark.full for mark in marks.values()), marks
    assert executions[name].flags == ()


def test_the_graders_disk_and_processes_are_untouched(
    executions: dict[str, Execution], outside: Path
) -> None:
    found = sorted(str(path.relative_to(outside)) for path in outside.rglob("*") if path.is_file())
    assert found == ["gradebook.db", "source/fort/fort.ipynb", "submitted/eve/fort/fort.ipynb"]
    assert {path.read_text() for path in outside.rglob("*") if path.is_file()} == {"secret-4713"}
    processes = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True).stdout
    assert "course-attack-daemon" not in processes


def test_without_the_sandbox_an_attack_on_files_succeeds(outside: Path, tmp_path: Path) -> None:
    """The suite can fail: what the sandbox prevents does happen without it."""
    (tmp_path / "source" / "fort").mkdir(parents=True)
    (tmp_path / "source" / "fort" / "fort.ipynb").write_text("secret-4713")
    for name in ("read_the_course", "write_the_gradebook"):
        book = notebook_of(read_attack(name, tmp_path).cells)
        [done] = ForkExecutor(sandbox=False, cell_timeout=10).run([Job(name, book, LESSON.parent / "data")])
        assert re.search("secret-|written", shown(done, graded=False))
    assert (tmp_path / "gradebook.db").exists()


def test_without_the_canary_an_attack_on_modules_succeeds(stubs: Mapping[str, str]) -> None:
    """A graded cell that passes on the stub is caught by trying it, and by nothing else here."""
    book = notebook_of(())
    for cell in book.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "double-values":
            cell.source = "assert True, 'a lesson whose tests test nothing'"
    jobs = [
        Job("with", book, LESSON.parent / "data", stubs=stubs),
        Job("without", book, LESSON.parent / "data"),
    ]
    done = {e.key: e for e in ForkExecutor(sandbox=True, cell_timeout=10).run(jobs)}
    assert not marks_of(done["with"].notebook)["double-values"].full
    assert marks_of(done["without"].notebook)["double-values"].full
    assert "double-values passes without a solution" in done["with"].flags
