"""Keeping the tools of a test honest in a process that runs a student's code.

Before a graded cell, what the lesson's tests rely on is put back as it was: the functions of the modules
in `PROTECTED`, and the bodies of the helpers in locked cells. After it, the same is looked at again, and
tripwires are tried: an assertion that must fail, comparisons that must be unequal. What a student's code
asks of the interpreter that no exercise needs (frames, trace functions, all objects) is noted at once.

None of this is proof against a program that sets out to deceive it from inside the same process; it makes
that hard, and visible. The engine's own state is kept in closures and local names where that costs nothing.
"""

import builtins
import ctypes
import importlib
import inspect
import operator
import sys
import types
from collections.abc import Callable, Iterable
from typing import Any

from coursekit.engine.sources import bound_names

# Python's functions as the engine knows them, whatever a notebook does to the module `builtins`: functions
# look names up in the builtins that stood in their module's globals when they were made.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

_STANDARD = ("builtins", "copy", "math", "operator", "statistics", "unittest.case")

PROTECTED = (
    *_STANDARD,
    "numpy",
    "numpy.linalg",
    "numpy.testing",
    "numpy._core.numeric",
    "numpy._core.fromnumeric",
    "scipy.linalg",
    "scipy.stats",
    "pandas",
    "pandas.testing",
    "torch.testing",
    "torch",
)
"""Modules whose functions stay what they are. Those of a library only if the lesson imports it."""

_ONLY = {
    "torch": {"abs", "all", "allclose", "any", "as_tensor", "eq", "equal", "from_numpy", "isclose", "tensor"}
}
"""Where a library replaces some of its own functions when they are first used: those that are watched."""

_TELLING = frozenset(
    {
        "sys._getframe",
        "sys._current_frames",
        "sys._current_exceptions",
        "sys.settrace",
        "sys.setprofile",
        "sys.addaudithook",
        "gc.get_objects",
        "gc.get_referrers",
        "gc.get_referents",
        "code.__new__",
        "ctypes.dlopen",
        "ctypes.dlsym",
        "ctypes.addressof",
        "ctypes.cdata",
        "ctypes.string_at",
    }
)
"""Audit events that no exercise needs when a notebook's own cell causes them."""

_TRIPWIRES = {
    "builtins": (
        "assert",
        "try:\n    assert 1 == 2\nexcept AssertionError:\n    tripped = True\n",
    ),
    "math": ("math.isclose", "import math\ntripped = not math.isclose(1.0, 2.0)\n"),
    "numpy": (
        "numpy comparisons",
        "import numpy as np\n"
        "tripped = not (np.allclose([1.0], [2.0]) or np.isclose(1.0, 2.0) or np.array_equal([1], [2])\n"
        "    or np.all([False]) or np.asarray([1.5], dtype=float)[0] != 1.5 or np.abs(-2.0) != 2.0\n"
        "    or np.max([1.0, 3.0]) != 3.0 or np.linalg.norm([3.0, 4.0]) != 5.0)\n",
    ),
    "numpy.testing": (
        "numpy.testing",
        "import numpy as np\n"
        "for check in (np.testing.assert_allclose, np.testing.assert_array_equal, np.testing.assert_equal):\n"
        "    try:\n        check([1.0], [2.0])\n        tripped = False\n        break\n"
        "    except AssertionError:\n        tripped = True\n",
    ),
    "pandas": (
        "pandas comparisons",
        "import pandas as pd\n"
        "tripped = not (pd.Series([1]).equals(pd.Series([2])) or bool((pd.Series([1]) == 2).any()))\n",
    ),
    "torch": (
        "torch comparisons",
        "import torch\n"
        "a, b = torch.tensor([1.0]), torch.tensor([2.0])\n"
        "tripped = not (torch.allclose(a, b) or torch.equal(a, b) or bool((a == b).any()))\n",
    ),
}
"""By module: what is tried, and code that leaves `tripped` true in a process in which nothing is spoilt."""

_CALLABLE = (types.FunctionType, types.BuiltinFunctionType, type, types.MethodDescriptorType)

_HELPER = (types.FunctionType, type, types.ModuleType)


class Guard:
    """The state of one process: what was clean, and what was noted since.

    Args:
        imports: modules that the lesson's own cells import; the protected ones are imported now, while
            nothing can have changed them.
        notebook_file: tells whether a file name is that of a cell that a student could change.
        note: told each telling audit event, before it takes place.
    """

    def __init__(
        self,
        imports: Iterable[str],
        notebook_file: Callable[[str], bool],
        note: Callable[[str], None],
    ) -> None:
        tops = {name.partition(".")[0] for name in imports}
        names = [n for n in PROTECTED if n in _STANDARD or n.partition(".")[0] in tops]
        modules = [_import(name) for name in names]
        self._modules = [module for module in modules if module is not None]
        self._clean = {module.__name__: _callables(module) for module in self._modules}
        self._functions: list[types.FunctionType] = []
        self._bodies: list[tuple[Callable[[Any], Any], str, list[Any]]] = [
            (operator.attrgetter(name), name, []) for name in ("__code__", "__defaults__", "__kwdefaults__")
        ]
        for found in self._clean.values():
            for value in found.values():
                if not isinstance(value, type):  # methods of a library's classes are too many to watch
                    self._remember_bodies(value)
        self._tripwires = [
            (what, compile(code, "<tripwire>", "exec"))
            for name, (what, code) in _TRIPWIRES.items()
            if name in self._clean
        ]
        self.helpers: dict[str, Any] = {}
        self._builtins = builtins
        _watch(notebook_file, note)

    def learn(self, source: str, namespace: dict[str, Any]) -> None:
        """Remember the functions, classes and modules that a locked cell has just made."""
        for name in bound_names(source):
            if isinstance(namespace.get(name), _HELPER):
                self.helpers[name] = namespace[name]
                self._remember_bodies(namespace[name])

    def _remember_bodies(self, value: Any) -> None:
        for f in _functions(value):
            self._functions.append(f)
            for get, _, clean in self._bodies:
                clean.append(get(f))

    def restore(self, namespace: dict[str, Any]) -> list[str]:
        """Put back what was replaced; return the names of it."""
        found = []
        for module in self._modules:
            if sys.modules.get(module.__name__) is not module:
                sys.modules[module.__name__] = module
                found.append(f"the module {module.__name__}")
            now, clean = vars(module), self._clean[module.__name__]
            if all(map(operator.is_, map(now.get, clean), clean.values())):
                continue  # nearly always, and hundreds of times faster than to look one by one
            for name, value in clean.items():
                if now.get(name) is not value:
                    now[name] = value
                    found.append(f"{module.__name__}.{name}")
        for get, attribute, clean_values in self._bodies:
            if all(map(operator.is_, map(get, self._functions), clean_values)):
                continue
            for f, value in zip(self._functions, clean_values, strict=True):
                if get(f) is not value:
                    setattr(f, attribute, value)
                    found.append(f"the body of {f.__name__}")
        if namespace.get("__builtins__") is not self._builtins:
            namespace["__builtins__"] = self._builtins
        sys.settrace(None)
        sys.setprofile(None)
        return found

    def broken_tripwires(self) -> list[str]:
        """Return what does not fail though it must."""
        broken = []
        for what, code in self._tripwires:
            space: dict[str, Any] = {"__builtins__": self._builtins, "tripped": False}
            try:
                exec(code, space)
            except BaseException:
                space["tripped"] = False
            if space["tripped"] is not True:
                broken.append(what)
        return broken


def _import(name: str) -> types.ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _callables(module: types.ModuleType) -> dict[str, Any]:
    watched = _ONLY.get(module.__name__)
    return {
        name: value
        for name, value in vars(module).items()
        if (isinstance(value, _CALLABLE) or type(value).__name__ in ("_ArrayFunctionDispatcher", "ufunc"))
        and (watched is None or name in watched)
    }


def _functions(value: Any) -> list[types.FunctionType]:
    """Return the Python functions behind a value: itself, what it wraps, or a class's methods."""
    if isinstance(value, type):
        return [f for f in vars(value).values() if isinstance(f, types.FunctionType)]
    inner = getattr(value, "__wrapped__", None) if not isinstance(value, types.ModuleType) else None
    return [f for f in (value, inner) if isinstance(f, types.FunctionType)]


def _watch(notebook_file: Callable[[str], bool], note: Callable[[str], None]) -> None:
    """Note, for as long as the process lives, what a notebook's cells ask of the interpreter."""
    telling, frame_of, busy = _TELLING, sys._getframe, [False]
    passed_over = {inspect.__file__, ctypes.__file__}

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in telling or busy[0]:
            return
        busy[0] = True
        try:
            frame = frame_of(1)
            while frame.f_back is not None and frame.f_code.co_filename in passed_over:
                frame = frame.f_back
            if notebook_file(frame.f_code.co_filename):
                note(event)
        finally:
            busy[0] = False

    sys.addaudithook(hook)
