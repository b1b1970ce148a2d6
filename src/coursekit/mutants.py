"""Mutants of the reference solutions: what the graders must notice, made with cosmic-ray's operators.

Only what students write is mutated: what stands between BEGIN SOLUTION and END SOLUTION, without type
annotations. Where a solution is a file's text (in a string, or below a cell magic such as `%%writefile`),
that text is mutated if it is Python.
"""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from coursekit.lesson import BEGIN_SOLUTION, END_SOLUTION, Cell, Lesson

if TYPE_CHECKING:
    from cosmic_ray.operators.operator import Operator

_REPLACEMENTS = {
    "Add": {"Sub"},
    "Sub": {"Add"},
    "Mul": {"Div"},
    "Div": {"Mul"},
    "FloorDiv": {"Div"},
    "Mod": {"FloorDiv"},
    "Pow": {"Mul"},
    "LShift": {"RShift"},
    "RShift": {"LShift"},
    "BitOr": {"BitAnd"},
    "BitAnd": {"BitOr"},
    "BitXor": {"BitOr"},
    "Lt": {"LtE", "GtE"},
    "LtE": {"Lt", "Gt"},
    "Gt": {"GtE", "LtE"},
    "GtE": {"Gt", "Lt"},
    "Eq": {"NotEq"},
    "NotEq": {"Eq"},
    "Is": {"IsNot"},
    "IsNot": {"Is"},
}
"""By what a binary operator or a comparison is replaced.

cosmic-ray replaces each by each of the others: eleven mutants for every `+`, most of them no slip that
anybody makes (`<<`, `|`), and raising an exception or so far off that whatever test notices the ones kept
here notices them too. Kept are the slips that people make and that tests miss: the inverse operation, the
boundary, the negation. In four lessons where all were tried, those left out are 837 of 1093 mutants, and
one of them survived: `k | i` for `k + i`.
"""

_NOT_USED = {"VariableReplacer", "VariableInserter"}
"""Operators that insert random numbers and operations: no two checks would have the same mutants."""


@dataclass(frozen=True)
class Mutant:
    """One change to the reference solution of an exercise.

    Args:
        line: the 1-based line of the lesson file that is changed.
        original: that line as it is, without indentation.
        mutated: that line as the mutant has it.
        source: the whole solution cell with the change in it.
    """

    exercise: str
    line: int
    original: str
    mutated: str
    source: str


def mutants_of(lesson: Lesson) -> list[Mutant]:
    """Return the mutants of all solutions that compile, no two of them the same program."""
    found = [mutant for cell in lesson.cells if cell.kind == "solution" for mutant in _of_cell(cell)]
    return sorted(found, key=lambda mutant: mutant.line)


@dataclass(frozen=True)
class _Unit:
    """Lines of a cell that are one Python text: [start, end), and those a student writes, all from 0."""

    start: int
    end: int
    written: frozenset[int]


def _of_cell(cell: Cell) -> Iterator[Mutant]:
    lines = cell.source.split("\n")
    for unit in _units(cell.source):
        text = "\n".join(lines[unit.start : unit.end])
        for mutated in _variants(text, frozenset(n - unit.start for n in unit.written)):
            source = "\n".join([*lines[: unit.start], mutated, *lines[unit.end :]])
            at, before, after = _difference(lines, source.split("\n"))
            yield Mutant(str(cell.exercise), cell.line + 1 + at, before, after, source)


def _units(source: str) -> list[_Unit]:
    """Return the Python texts in a solution cell that hold lines for a student to write."""
    lines = source.split("\n")
    regions = list(_regions(lines))
    if source.startswith("%%"):
        return [_Unit(1, len(lines), frozenset().union(*regions))]
    tree = _parsed(source)
    if tree is None:
        return []
    inner = [
        (node.lineno, (node.end_lineno or node.lineno) - 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    found: dict[tuple[int, int], frozenset[int]] = {}
    for region in regions:
        inside = [(start, end) for start, end in inner if start <= min(region) and max(region) < end]
        place = inside[0] if inside else (0, len(lines))
        found[place] = found.get(place, frozenset()) | region
    return [_Unit(start, end, written) for (start, end), written in found.items()]


def _regions(lines: list[str]) -> Iterator[frozenset[int]]:
    """Yield the lines of each solution region, its marks included."""
    begin = 0
    for number, line in enumerate(lines):
        if line.strip() == BEGIN_SOLUTION:
            begin = number
        elif line.strip() == END_SOLUTION:
            yield frozenset(range(begin, number + 1))


def _variants(text: str, written: frozenset[int]) -> Iterator[str]:
    """Yield the different programs that one change to the `written` lines of a Python text makes."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code

    original = _parsed(text)
    if original is None:
        return
    seen = {_essence(original)}
    nodes = list(ast_nodes(get_ast(text)))
    for operator in _operators():
        places = [place for node in nodes for place in operator.mutation_positions(node)]
        for occurrence, (start, end) in enumerate(places):
            if start[0] - 1 not in written:
                continue
            mutated = _tidy(text, mutate_code(text, operator, occurrence), start, end)
            tree = _parsed(mutated)
            if tree is not None and (essence := _essence(tree)) not in seen:
                seen.add(essence)
                yield mutated


@cache
def _operators() -> "tuple[Operator, ...]":
    from cosmic_ray.plugins import get_operator, operator_names

    return tuple(get_operator(name)() for name in operator_names() if _is_used(name))


def _is_used(operator: str) -> bool:
    kind, _, change = operator.rpartition("/")[2].partition("_")
    if kind in ("ReplaceBinaryOperator", "ReplaceComparisonOperator"):
        before, after = change.split("_")
        return after in _REPLACEMENTS[before]
    return kind not in _NOT_USED


def _tidy(text: str, mutated: str, start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the mutated text with the white space before the change as it was in `text`.

    cosmic-ray puts a blank there, in the place of line breaks and comments too.
    """
    before, rest = _split(text, start)[0], _split(text, end)[1]
    alike = [a == b for a, b in zip(before, mutated, strict=False)]
    kept = alike.index(False) if False in alike else len(alike)
    new = mutated[kept : len(mutated) - len(rest)].lstrip()
    tidy = before + (new + rest if new else rest.lstrip(" "))
    same = mutated.endswith(rest) and _dump(_parsed(tidy)) == _dump(_parsed(mutated))
    return tidy if same else mutated


def _split(text: str, place: tuple[int, int]) -> tuple[str, str]:
    offset = sum(len(line) + 1 for line in text.split("\n")[: place[0] - 1]) + place[1]
    return text[:offset], text[offset:]


def _difference(before: list[str], after: list[str]) -> tuple[int, str, str]:
    """Return where two lists of lines begin to differ, and what stands there in each, in one line."""
    start = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = (
        " ".join(line.strip() for line in lines[start : len(lines) - tail]) for lines in (before, after)
    )
    return start, old, new


def _parsed(text: str) -> ast.Module | None:
    """Return the tree of a text that compiles, else None."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `x is 1` and the like
        try:
            compile(text, "mutant", "exec", flags)
            tree: ast.Module = compile(text, "mutant", "exec", flags | ast.PyCF_ONLY_AST)
        except (SyntaxError, ValueError):
            return None
    return tree


def _dump(tree: ast.Module | None) -> str:
    return "" if tree is None else ast.dump(tree)


def _essence(tree: ast.Module) -> str:
    """Return what the program does, as text: `+x` is `x`, and annotations do nothing."""
    return ast.dump(_Essence().visit(tree))


class _Essence(ast.NodeTransformer):
    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        self.generic_visit(node)
        return node.operand if isinstance(node.op, ast.UAdd) else node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        self.generic_visit(node)
        node.annotation = ast.Constant(None)
        return node

    def visit_arg(self, node: ast.arg) -> Any:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        self.generic_visit(node)
        node.returns = None
        return node
