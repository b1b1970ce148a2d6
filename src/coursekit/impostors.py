"""Answers that must earn nothing, made for every exercise: each shows a way to be right by accident.

In one, the functions and methods that the student is to write return nothing: the commonest slip, a
forgotten `return`, which the tests must name and not stumble over. In the other they return an object that
is equal to everything and greater and smaller than it.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from coursekit.errors import CourseError
from coursekit.lesson import Cell, Lesson
from coursekit.marks import Mark

LIAR = '''\
class _Liar:
    """Says yes to whatever is asked of it."""

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = lambda self, other: self
    __truediv__ = __rtruediv__ = __pow__ = __matmul__ = __rmatmul__ = lambda self, other: self
    __neg__ = __pos__ = __abs__ = lambda self: self
    __bool__ = lambda self: True
    __hash__ = lambda self: 0
    __len__ = lambda self: 0
    __iter__ = lambda self: iter(())
    __float__ = lambda self: float("nan")
    __call__ = lambda self, *arguments, **keywords: self
    __getitem__ = lambda self, key: self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self


'''


@dataclass(frozen=True)
class Impostor:
    """One such answer.

    Args:
        what: its result, in words that follow "returns".
        by_assertion: whether the tests must refuse it by an assertion with a message, as they must what
            students hand in by mistake.
    """

    exercise: str
    what: str
    source: str
    by_assertion: bool

    @property
    def name(self) -> str:
        return f"{self.exercise} returns {self.what}"


def impostors_of(lesson: Lesson) -> list[Impostor]:
    """Return the impostors of all exercises in which functions or classes are written."""
    return [i for cell in lesson.cells if cell.kind == "solution" for i in _of_cell(cell)]


def judge_impostor(lesson: Lesson, impostor: Impostor, marks: dict[str, Mark]) -> list[CourseError]:
    """Return a fault for each graded cell of its exercise that does not refuse it as it must."""
    faults = []
    for mark in marks.values():
        if mark.exercise != impostor.exercise:
            continue
        if mark.full:
            fault = f"'{mark.grade_id}' lets pass what returns {impostor.what}"
            remedy = "test a result as well"
        elif impostor.by_assertion and (mark.error != "AssertionError" or not mark.message):
            fault = f"'{mark.grade_id}' stumbles over what returns {impostor.what} ({mark.error})"
            remedy = "let an assertion with a message refuse it: a forgotten return is the commonest slip"
        else:
            continue
        faults.append(CourseError(fault, remedy=remedy, file=lesson.path))
    return faults


def _of_cell(cell: Cell) -> Iterator[Impostor]:
    try:
        ast.parse(cell.source)
    except SyntaxError:  # a file's text below a cell magic
        return
    for what, value, preamble, by_assertion in (
        ("nothing", "None", "", True),
        ("what equals everything", "_Liar()", LIAR, False),
    ):
        hollow = _Hollow(ast.parse(f"return {value}").body)
        tree = hollow.visit(ast.parse(cell.source))
        if hollow.any:
            yield Impostor(str(cell.exercise), what, preamble + ast.unparse(tree), by_assertion)


class _Hollow(ast.NodeTransformer):
    """Gives every function and method, but those that Python itself calls, this body."""

    def __init__(self, body: list[ast.stmt]) -> None:
        self._body = body
        self.any = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        if not node.name.startswith("__"):
            node.body = self._body
            self.any = True
        return node
