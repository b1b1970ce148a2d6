"""Reading a lesson file: its header, its cells, its exercises, and every fault of its format."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from coursekit.errors import CourseError

CellKind = Literal["markdown", "code", "locked", "solution", "tests"]

BEGIN_SOLUTION = "### BEGIN SOLUTION"
END_SOLUTION = "### END SOLUTION"
BEGIN_HIDDEN = "### BEGIN HIDDEN TESTS"
END_HIDDEN = "### END HIDDEN TESTS"

_HIDDEN = re.compile(
    rf"^[ \t]*{re.escape(BEGIN_HIDDEN)}.*?^[ \t]*{re.escape(END_HIDDEN)}[ \t]*\n?", re.DOTALL | re.MULTILINE
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MARKER = re.compile(r"^# %%(\s.*)?$")
_HEADER_KEYS = {"title", "minutes", "difficulty", "prerequisites", "summary", "proves"}


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson file. `line` is the 1-based line of its marker."""

    kind: CellKind
    source: str
    line: int
    exercise: str | None = None
    name: str | None = None
    points: float = 0.0

    @property
    def grade_id(self) -> str | None:
        """The cell's id in nbgrader's terms; None for cells that nbgrader leaves alone."""
        if self.kind == "tests":
            return f"{self.exercise}-{self.name}"
        return self.exercise if self.kind == "solution" else self.name


@dataclass(frozen=True)
class Header:
    """What belongs to a lesson alone."""

    title: str
    minutes: int
    difficulty: int
    summary: str
    prerequisites: tuple[str, ...] = ()
    proves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Lesson:
    """A lesson as its author wrote it."""

    path: Path
    header: Header
    cells: tuple[Cell, ...]

    @property
    def slug(self) -> str:
        return self.path.stem

    @property
    def exercises(self) -> tuple[str, ...]:
        return tuple(c.exercise for c in self.cells if c.kind == "solution" and c.exercise)

    @property
    def graded(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.kind == "tests")

    @property
    def max_score(self) -> float:
        return sum(cell.points for cell in self.graded)

    def tests_of(self, exercise: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.graded if cell.exercise == exercise)


def hidden_tests(source: str) -> list[str]:
    """Return the regions of a tests cell that students do not see, their marks included."""
    return _HIDDEN.findall(source)


def without_hidden_tests(source: str, instead: str = "") -> str:
    """Return a tests cell with what students see of it."""
    return _HIDDEN.sub(instead, source)


def read_lesson(path: Path) -> Lesson:
    """Read and check the lesson at `path`; the first fault is raised as a CourseError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(
            "the lesson file is missing",
            remedy="write it, or take its slug out of curriculum.toml",
            file=path,
        ) from None
    except UnicodeDecodeError:
        raise CourseError("not UTF-8 text", remedy="save it as UTF-8", file=path) from None
    lesson = Lesson(path, _parse_header(_header_text(text, path), path), parse_cells(text, path))
    _check_exercises(lesson)
    _check_proves(lesson)
    return lesson


def parse_cells(text: str, path: Path) -> tuple[Cell, ...]:
    """Split jupytext percent text into cells; a header before the first marker is passed over."""
    import jupytext

    lines = text.splitlines()
    starts = [i for i in range(len(lines)) if _MARKER.match(lines[i])]
    notebook = jupytext.reads(text, fmt="py:percent")
    parsed = notebook.cells[len(notebook.cells) - len(starts) :]
    extra = [cell for cell in notebook.cells[: -len(starts) or None] if cell.cell_type != "raw"]
    if extra or len(parsed) != len(starts):
        raise CourseError(
            "there is text before the first cell marker",
            remedy="begin every cell with a line '# %%'",
            file=path,
            line=1,
        )
    cells = []
    for start, end, cell in zip(starts, [*starts[1:], len(lines)], parsed, strict=True):
        if cell.cell_type == "markdown":
            _check_comments(lines[start + 1 : end], path, start + 1)
        options = {k: v for k, v in cell.metadata.items() if k != "lines_to_next_cell"}
        cells.append(_make_cell(cell.cell_type, options, cell.source, path, start + 1))
    return tuple(cells)


def _header_text(text: str, path: Path) -> str:
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != "# ---":
        raise CourseError(
            "the lesson has no header",
            remedy="open the file with a YAML header between two lines '# ---'",
            file=path,
            line=1,
        )
    for index in range(1, len(lines)):
        if lines[index].rstrip() == "# ---":
            return "\n".join(line[2:] for line in lines[1:index])
        if not lines[index].startswith("#"):
            break
    raise CourseError("the header is not closed", remedy="end it with a line '# ---'", file=path, line=1)


def _parse_header(text: str, path: Path) -> Header:
    def fault(message: str, remedy: str) -> CourseError:
        return CourseError(message, remedy=remedy, file=path, line=1)

    try:
        data: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        what = str(error).replace("\n", " ")
        raise fault(f"the header is not valid YAML: {what}", "mend it") from None
    if not isinstance(data, dict):
        raise fault("the header holds no keys", f"give it {', '.join(sorted(_HEADER_KEYS))}")
    for key in sorted(_HEADER_KEYS - set(data)):
        raise fault(f"the header lacks '{key}'", f"add a line '# {key}: ...'")
    for key in sorted(set(data) - _HEADER_KEYS):
        raise fault(
            f"the header has an unknown key '{key}'",
            f"the keys are {', '.join(sorted(_HEADER_KEYS))}",
        )
    longest = 180 if str(data["title"]).startswith("Project: ") else 120
    if not isinstance(data["minutes"], int) or not 10 <= data["minutes"] <= longest:
        raise fault(f"minutes is {data['minutes']!r}", f"give a whole number from 10 to {longest}")
    if data["difficulty"] not in (1, 2, 3):
        raise fault(f"difficulty is {data['difficulty']!r}", "give 1, 2 or 3")
    proves = data["proves"] or {}
    if not isinstance(proves, dict) or not all(isinstance(v, list) for v in proves.values()):
        raise fault("proves is not a mapping of skills to lists", "write '#   skill.id: [exercise]'")
    return Header(
        title=str(data["title"]),
        minutes=data["minutes"],
        difficulty=data["difficulty"],
        summary=str(data["summary"]),
        prerequisites=tuple(data["prerequisites"] or ()),
        proves={skill: tuple(exercises) for skill, exercises in proves.items()},
    )


def _make_cell(cell_type: str, options: dict[str, Any], source: str, path: Path, line: int) -> Cell:
    def fault(message: str, remedy: str) -> CourseError:
        return CourseError(message, remedy=remedy, file=path, line=line)

    kinds = set(options) & {"locked", "solution", "tests"}
    allowed = {"tests", "name", "points"} if "tests" in options else {"locked", "solution"}
    unknown = sorted(set(options) - allowed)
    if unknown or len(kinds) > 1 or (cell_type == "markdown" and kinds):
        what = f"'{unknown[0]}'" if unknown else " and ".join(sorted(kinds))
        raise fault(
            f"unknown cell marker: {what}",
            'use # %%, # %% [markdown], # %% locked="name", # %% solution="exercise" '
            'or # %% tests="exercise" name="behaviour" points=1',
        )
    if cell_type == "markdown":
        return Cell("markdown", source, line)
    if not kinds:
        _refuse_regions(source, fault, BEGIN_SOLUTION, BEGIN_HIDDEN)
        return Cell("code", source, line)
    kind = kinds.pop()
    value = str(options[kind])
    if not _NAME.fullmatch(value):
        raise fault(f"'{value}' is not a name", "use lower_case_with_underscores")
    if kind == "locked":
        _refuse_regions(source, fault, BEGIN_SOLUTION, BEGIN_HIDDEN)
        return Cell("locked", source, line, name=value)
    if kind == "solution":
        _refuse_regions(source, fault, BEGIN_HIDDEN)
        _check_pairs(source, fault, BEGIN_SOLUTION, END_SOLUTION)
        return Cell("solution", source, line, exercise=value)
    return _tests_cell(value, options, source, line, fault)


def _tests_cell(
    exercise: str,
    options: dict[str, Any],
    body: str,
    line: int,
    fault: Callable[[str, str], CourseError],
) -> Cell:
    name = str(options.get("name", ""))
    if not _NAME.fullmatch(name):
        raise fault(
            f"the tests of '{exercise}' have no valid name",
            'add name="what_is_graded" to the marker',
        )
    try:
        points = float(options["points"])
    except KeyError:
        raise fault(
            f"the tests '{exercise}-{name}' have no points", "add points=1 (or more) to the marker"
        ) from None
    except (TypeError, ValueError):
        raise fault(f"points={options['points']} is no number", "give a number") from None
    if points <= 0:
        raise fault(f"points={points:g} is not positive", "give 1 or more")
    _refuse_regions(body, fault, BEGIN_SOLUTION)
    _check_pairs(body, fault, BEGIN_HIDDEN, END_HIDDEN)
    return Cell("tests", body, line, exercise=exercise, name=name, points=points)


def _check_comments(body: list[str], path: Path, line: int) -> None:
    for offset, text in enumerate(body, start=1):
        if text.strip() and not text.startswith("#"):
            raise CourseError(
                "a line of a markdown cell is not a comment",
                remedy="begin it with '# ', or start a code cell with '# %%'",
                file=path,
                line=line + offset,
            )


def _refuse_regions(body: str, fault: Callable[[str, str], CourseError], *marks: str) -> None:
    for mark in marks:
        if mark in body:
            where = "solution" if mark == BEGIN_SOLUTION else "tests"
            raise fault(f"'{mark}' stands in the wrong kind of cell", f"put it into a {where} cell")


def _check_pairs(body: str, fault: Callable[[str, str], CourseError], begin: str, end: str) -> None:
    depth = 0
    for text in body.splitlines():
        words = text.strip()
        if words == begin:
            depth += 1
        elif words == end:
            depth -= 1
        elif words.upper().startswith(("### BEGIN", "### END")):
            raise fault(f"unknown region mark '{words}'", f"write '{begin}' and '{end}'")
        if depth not in (0, 1):
            raise fault(f"'{begin}' and '{end}' do not pair", "close each region before the next")
    if depth:
        raise fault(f"'{begin}' is not closed", f"add '{end}'")


def _check_exercises(lesson: Lesson) -> None:
    def fault(cell: Cell, message: str, remedy: str) -> CourseError:
        return CourseError(message, remedy=remedy, file=lesson.path, line=cell.line)

    seen: dict[str, Cell] = {}
    solved: set[str] = set()
    for cell in lesson.cells:
        grade_id = cell.grade_id
        if grade_id is None:
            continue
        if grade_id in seen:
            raise fault(
                cell,
                f"the id '{grade_id}' is used twice (first on line {seen[grade_id].line})",
                "give one of them another name",
            )
        seen[grade_id] = cell
        if cell.kind == "solution" and cell.exercise:
            solved.add(cell.exercise)
            if BEGIN_SOLUTION not in cell.source:
                raise fault(
                    cell,
                    f"the solution of '{cell.exercise}' leaves no stub",
                    f"put what students write between '{BEGIN_SOLUTION}' and '{END_SOLUTION}'",
                )
        if cell.kind == "tests" and cell.exercise not in solved:
            raise fault(
                cell,
                f"tests of '{cell.exercise}' without a solution before them",
                f'add a cell # %% solution="{cell.exercise}" above, or mend the name',
            )
    for cell in lesson.cells:
        if cell.kind == "solution" and cell.exercise and not lesson.tests_of(cell.exercise):
            raise fault(
                cell,
                f"no tests grade the exercise '{cell.exercise}'",
                f'add a cell # %% tests="{cell.exercise}" name="..." points=1 below it',
            )


def _check_proves(lesson: Lesson) -> None:
    for skill, exercises in lesson.header.proves.items():
        for exercise in exercises:
            if exercise not in lesson.exercises:
                raise CourseError(
                    f"'{skill}' is to be proven by '{exercise}', which is no exercise here",
                    remedy=f"the exercises are {', '.join(lesson.exercises) or 'none'}",
                    file=lesson.path,
                    line=1,
                )
