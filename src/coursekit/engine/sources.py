"""What the text of a cell says about it, without running it."""

import ast
import functools
from collections.abc import Iterable

_TELLING_NAMES = frozenset(
    {
        *("f_back", "f_locals", "f_globals", "tb_frame", "gi_frame", "cr_frame", "ag_frame"),
        *("_getframe", "__subclasses__", "get_objects", "get_referrers", "settrace", "setprofile"),
        *("ast_transformers", "input_transformers_post", "input_transformers_cleanup"),
    }
)
"""Names in a student's cell that lead to what is not the student's, by ways that cause no audit event."""


@functools.lru_cache(maxsize=4096)
def telling_names(source: str) -> frozenset[str]:
    """Return the names in a student's cell, also as texts, that an honest answer hardly needs."""
    nodes = list(ast.walk(_parsed(source)))
    names = {n.attr for n in nodes if isinstance(n, ast.Attribute)}
    names |= {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return frozenset(names & _TELLING_NAMES)


def lesson_imports(sources: Iterable[str]) -> frozenset[str]:
    """Return the modules that these cells import."""
    found: set[str] = set()
    for node in (node for source in sources for node in ast.walk(_parsed(source))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return frozenset(found)


def bound_names(source: str) -> set[str]:
    """Return the names that a cell binds at its top level by def, class, import or assignment."""
    names: set[str] = set()
    for node in _parsed(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names.update(n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))
    return names


@functools.lru_cache(maxsize=4096)
def stored_names(source: str) -> frozenset[str]:
    """Return all names that a cell may bind, by whatever statement."""
    nodes = ast.walk(_parsed(source))
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return frozenset(stored | bound_names(source))


def _parsed(source: str) -> ast.Module:
    """Return a cell as a syntax tree, an empty one where it is no Python (a magic, a student's slip)."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])
