"""The engine does what a kernel does, once for all notebooks that begin alike."""

import os
import re
import subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursekit.build import KERNELSPEC
from coursekit.engine.executor import ForkExecutor
from coursekit.engine.sandbox import why_no_sandbox
from coursekit.execution import Execution, Job, KernelExecutor, Limit
from coursekit.marks import marks_of


def notebook(*sources: str, graded: bool = False) -> NotebookNode:
    book = new_notebook(metadata={"kernelspec": KERNELSPEC})
    for number, source in enumerate(sources):
        cell = new_code_cell(source, id=f"cell-{number}")
        if graded:
            cell.metadata["nbgrader"] = {"grade": True, "grade_id": f"e-{number}", "points": 1}
        book.cells.append(cell)
    book.cells.insert(0, new_markdown_cell("text", id="text"))
    return book


def run(*books: NotebookNode, timeout: float = 60) -> list[Execution]:
    jobs = [Job(str(i), book) for i, book in enumerate(books)]
    found = {e.key: e for e in ForkExecutor(workers=2, cell_timeout=timeout).run(jobs)}
    return [found[job.key] for job in jobs]


def texts(execution: Execution) -> list[str]:
    return [
        "".join(o.get("text", "") for o in cell.outputs)
        for cell in execution.notebook.cells
        if cell.cell_type == "code"
    ]


def plain(book: NotebookNode) -> list[object]:
    """Return what a notebook shows, without counts, addresses and file names."""
    shown: list[object] = []
    for cell in book.cells:
        for output in cell.get("outputs", []):
            data = {k: v for k, v in output.items() if k not in ("execution_count", "metadata")}
            data.pop("traceback", None)
            shown.append(re.sub(r"0x[0-9a-f]+|/tmp/\S+|\d+(\.\d+)? [mµn]?s", "*", str(data)))
    return shown


FAITHFUL = {
    "values, streams and errors": [
        "import sys\nprint('out')\nprint('err', file=sys.stderr)\n1 + 1",
        "1 / 0",
        "def f(:\n",
        "_",
    ],
    "display, update and clear": [
        "from IPython.display import HTML, clear_output, display\n"
        "h = display('a', display_id=True)\nh.update('b')",
        "print('gone')\nclear_output()\nprint('stays')",
        "display(HTML('<b>x</b>'), {'k': 1})",
    ],
    "a plot": [
        "import matplotlib.pyplot as plt",
        "plt.plot([1, 2])\nplt.show()",
        "fig, ax = plt.subplots()",
    ],
    "a table": ["import pandas as pd\npd.DataFrame({'a': [1, 2]})"],
    "magics and the shell": [
        "%%writefile note.txt\nhello",
        "!cat note.txt",
        "x = !echo hi\nx",
        "%%bash\necho from bash",
    ],
    "top-level await": ["import asyncio\nawait asyncio.sleep(0)\nprint('awaited')"],
    "a thread": [
        "import threading\nt = threading.Thread(target=lambda: print('from a thread'))\nt.start(); t.join()"
    ],
    "input is refused": ["input('name? ')"],
    "sys.exit": ["import sys\nsys.exit(3)", "print('goes on')"],
    "classes can be pickled": [
        "import pickle\nclass C:\n    pass\ntype(pickle.loads(pickle.dumps(C()))).__name__"
    ],
}


@pytest.mark.parametrize("case", FAITHFUL)
def test_outputs_equal_a_kernels(case: str) -> None:
    book = notebook(*FAITHFUL[case])
    [ours] = run(book)
    [theirs] = KernelExecutor().run([Job("k", book)])
    assert plain(ours.notebook) == plain(theirs.notebook)
    assert ours.fault is None


def test_a_library_that_the_lesson_imports_finds_itself_in_a_notebook() -> None:
    book = notebook("import pandas as pd", "pd.DataFrame({f'column {i}': [i] for i in range(12)})")
    book.cells[1].metadata["nbgrader"] = {"locked": True, "grade_id": "imports"}
    [ours] = run(book)
    [theirs] = KernelExecutor().run([Job("k", book)])
    assert "column 11" in str(plain(theirs.notebook))
    assert plain(ours.notebook) == plain(theirs.notebook)


def test_what_subprocesses_print_is_shown() -> None:
    [done] = run(notebook("import subprocess\nx = subprocess.run(['echo', 'straight out'])"))
    assert texts(done) == ["straight out\n"]


def test_what_was_written_to_a_descriptor_stands_before_the_error_that_followed() -> None:
    [done] = run(notebook("import os\nos.write(1, b'straight out')\n1 / 0"))
    assert [output.output_type for output in done.notebook.cells[1].outputs] == ["stream", "error"]


def test_common_cells_run_once(tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    common = f"with open({str(tally)!r}, 'a') as f:\n    f.write('.')\nx = 1"
    books = [notebook(common, f"x += {i}\nprint(x)") for i in range(6)]
    assert [texts(e)[1] for e in run(*books)] == [f"{1 + i}\n" for i in range(6)]
    assert tally.read_text() == "."


def test_each_notebook_has_its_own_copy_of_files_made_before() -> None:
    make = (
        "from pathlib import Path\nimport tempfile\nhere = Path('mine.txt').resolve()\n"
        "there = Path(tempfile.mkdtemp()) / 'mine.txt'\nhere.write_text('a')\nthere.write_text('b')"
    )
    books = [
        notebook(
            make,
            f"here.write_text(here.read_text() + '{i}')\nx = there.write_text(there.read_text() + '{i}')",
            "print(here.read_text(), there.read_text())",
        )
        for i in range(3)
    ]
    assert [texts(e)[2] for e in run(*books)] == [f"a{i} b{i}\n" for i in range(3)]


def test_notebooks_do_not_see_each_other() -> None:
    first = "from pathlib import Path\nstate = []"
    books = [
        notebook(
            first,
            f"state.append({i})\nPath('mine.txt').write_text('{i}')",
            "print(state, [p.name for p in Path('.').iterdir()], Path('mine.txt').read_text())",
        )
        for i in range(4)
    ]
    assert [texts(e)[2] for e in run(*books)] == [f"[{i}] ['mine.txt'] {i}\n" for i in range(4)]


@pytest.mark.parametrize(
    "prefix",
    [
        "import tempfile\nfile = tempfile.NamedTemporaryFile('w+')",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(3,), daemon=True).start()",
        "import subprocess\nchild = subprocess.Popen(['sleep', '5'])",
        "import socket\ns = socket.socket()",
    ],
    ids=["open file", "thread", "subprocess", "socket"],
)
def test_what_cannot_be_shared_is_done_for_each_notebook(prefix: str) -> None:
    own = "import os\nprint(os.getpid())"
    books = [notebook("x = 1", f"{prefix}\n{own}", f"x += {i}\nprint(x)") for i in range(3)]
    done = run(*books)
    assert [texts(e)[2] for e in done] == ["1\n", "2\n", "3\n"]
    assert len({texts(e)[1] for e in done}) == 3


@pytest.mark.parametrize(
    "deadly", ["import os\nos._exit(0)", "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"]
)
def test_a_cell_that_ends_its_process_loses_itself_only(deadly: str) -> None:
    book = notebook("x = 1", deadly, "assert x == 1, 'x'", graded=True)
    [done, other] = run(book, notebook("x = 1", "x = 2", "assert x == 2, 'x'", graded=True))
    assert [m.full for m in marks_of(done.notebook).values()] == [True, False, True]
    assert done.fault is not None
    assert all(m.full for m in marks_of(other.notebook).values())


def test_a_cell_without_end_is_stopped() -> None:
    book = notebook("x = 1", "while True:\n    pass", "assert x == 1, 'x'", graded=True)
    [done] = run(book, timeout=1)
    marks = list(marks_of(done.notebook).values())
    assert [m.full for m in marks] == [True, False, True]
    assert marks[1].error == "CellTimeoutError"


def test_a_cell_that_swallows_interrupts_is_killed() -> None:
    stubborn = (
        "import time\nwhile True:\n    try:\n        time.sleep(1)\n    except BaseException:\n        pass"
    )
    book = notebook("x = 1", stubborn, "assert x == 1, 'x'", graded=True)
    [done] = run(book, timeout=0.5)
    assert [m.full for m in marks_of(done.notebook).values()] == [True, False, True]


def test_a_flood_of_output_is_cut() -> None:
    [done] = run(notebook("for _ in range(30):\n    print('x' * 100_000)"))
    assert 900_000 < len(texts(done)[0]) < 1_200_000
    assert "cut here" in texts(done)[0]


def test_nothing_is_left_running() -> None:
    mark = f"course-left-over-{os.getpid()}"
    run(notebook(f"import subprocess\nsubprocess.Popen(['bash', '-c', 'exec -a {mark} sleep 60'])"))
    assert mark not in subprocess.run(["ps", "-ww", "-ef"], capture_output=True, text=True).stdout


def test_stderr_and_a_trailing_value_cost_nothing() -> None:
    [done] = run(
        notebook("import warnings\nwarnings.warn('harmless')", "0.25", "assert False, 'no'", graded=True)
    )
    assert [m.score for m in marks_of(done.notebook).values()] == [1, 1, 0]


def test_batches_run_in_any_pool_of_executors() -> None:
    books = [notebook("x = 1", f"print(x + {i})") for i in range(3)]
    jobs = [Job(str(i), book, group=str(i)) for i, book in enumerate(books)]
    with ProcessPoolExecutor(2) as pool:
        done = {e.key: texts(e)[1] for e in ForkExecutor(workers=2, pool=pool).run(jobs)}
    assert done == {"0": "1\n", "1": "2\n", "2": "3\n"}


def test_data_is_there_and_is_a_copy(tmp_path: Path) -> None:
    (tmp_path / "values.csv").write_text("1")
    change = "from pathlib import Path\np = Path('data/values.csv')\nprint(p.read_text())\np.write_text('2')"
    done = list(ForkExecutor().run([Job("a", notebook(change), tmp_path)]))
    assert texts(done[0]) == ["1\n"]
    assert (tmp_path / "values.csv").read_text() == "1"


def test_a_run_that_stops_on_failure_ends_at_the_first_graded_cell_that_raises() -> None:
    book = notebook("x = 1", "assert x == 2, 'no'", "print('not needed')", graded=True)
    book.cells.insert(1, new_code_cell("1 / 0", id="free"))  # not graded: nothing ends there
    for others in (0, 1):  # alone, and sharing its cells with a run that goes on
        jobs = [Job("stops", book, stop_on_failure=True), Job("goes on", book)][: 1 + others]
        done = {e.key: e for e in ForkExecutor(workers=1).run(jobs)}
        marks = marks_of(done["stops"].notebook)
        assert [mark.full for mark in marks.values()] == [True, False, True]  # the last was not run
        assert texts(done["stops"])[-1] == ""
        assert len(done["stops"].cell_seconds) == 3
        if others:
            assert texts(done["goes on"])[-1] == "not needed\n"


def test_cells_may_have_a_limit_of_their_own() -> None:
    longer = "import time\ntime.sleep(0.6)"
    endless = "while True:\n    pass"
    stubborn = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\n" + endless
    jobs = [
        Job(name, notebook(longer, source, graded=True), limit=Limit("e-1", 0.5))
        for name, source in (("endless", endless), ("stubborn", stubborn))
    ]
    done = {e.key: e for e in ForkExecutor(workers=2, cell_timeout=600).run(jobs)}
    for execution in done.values():
        assert [mark.full for mark in marks_of(execution.notebook).values()] == [True, False]
    assert done["endless"].fault is None
    assert "more than 0.5 s" in (done["stubborn"].fault or "")


def test_notebooks_that_differ_in_many_places_are_not_nested_too_deep() -> None:
    """Namespaces nest 32 deep at most; what lies deeper starts from a place higher up."""
    common = [f"x = {i}" for i in range(40)]
    books = [notebook(*common[:i], f"print('own {i}')", *common[i:]) for i in range(40)]
    jobs = [Job(str(i), book) for i, book in enumerate(books)]
    for sandbox in (False, not why_no_sandbox()):
        done = {e.key: e for e in ForkExecutor(workers=2, sandbox=sandbox).run(jobs)}
        assert [texts(done[str(i)])[i] for i in range(40)] == [f"own {i}\n" for i in range(40)]
