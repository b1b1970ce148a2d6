"""An IPython shell, as in a Jupyter kernel, that collects outputs in nbformat's form.

It is ipykernel's own shell class with its sockets replaced by a list, so that libraries which ask
where they run (rich, tqdm, pandas, matplotlib-inline) get the same answer as in a notebook.
"""

import builtins
import io
import linecache
import os
import sys
import tempfile
import types
from contextlib import AbstractContextManager, suppress
from typing import Any

from ipykernel.compiler import XCachingCompiler, get_file_name
from ipykernel.jsonutil import encode_images, json_clean
from ipykernel.zmqshell import ZMQInteractiveShell as KernelShell
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from traitlets import Type
from traitlets.config import Config

from coursekit.engine.outputs import Output, error_output, has_error

# As in guard.py: Python's functions, not those that a notebook may put in their place.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

OUTPUT_LIMIT = 1_000_000
"""Characters of text that one cell may write; what is beyond is dropped, and said."""


class Outputs:
    """The outputs of the cell that runs now."""

    def __init__(self) -> None:
        self.items: list[Output] = []
        self._written = 0
        self._clear_first = False

    def start(self) -> None:
        self.items = []
        self._written = 0
        self._clear_first = False

    def write(self, name: str, text: str) -> None:
        if not text:
            return
        room = OUTPUT_LIMIT - self._written
        self._written += len(text)
        if room <= 0:
            return
        if len(text) > room:
            text = text[:room] + f"\n[output of more than {OUTPUT_LIMIT} characters cut here]\n"
        last = self.items[-1] if self.items else None
        if last is not None and last["output_type"] == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.add({"output_type": "stream", "name": name, "text": text})

    def add(self, output: Output) -> None:
        if self._clear_first:
            self.items.clear()
            self._clear_first = False
        self.items.append(output)

    def clear(self, wait: bool) -> None:
        if wait:
            self._clear_first = True
        else:
            self.items.clear()


class _Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of the notebook."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, name: str, fd: int) -> None:
        self._outputs = outputs
        self._name = name
        self._fd = fd

    @property
    def name(self) -> str:
        return f"<{self._name}>"

    def fileno(self) -> int:
        return self._fd

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.write(self._name, text)
        return len(text)


class _Hook(DisplayHook):  # type: ignore[misc]  # IPython is untyped here
    """Takes the value of a cell's last expression."""

    outputs: Outputs

    def write_output_prompt(self) -> None:
        """The count is part of the output."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:
        self.outputs.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": json_clean(encode_images(format_dict)),
                "metadata": json_clean(md_dict or {}),
            }
        )

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):  # type: ignore[misc]  # IPython is untyped here
    """Takes what `display` shows; an update changes what was shown under the same id."""

    outputs: Outputs

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shown: dict[str, list[Output]] = {}

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        content = json_clean(encode_images(data))
        identity = (transient or {}).get("display_id")
        if update:
            for shown in self._shown.get(str(identity), []):
                shown.update(data=content, metadata=json_clean(metadata or {}))
            return
        output = {
            "output_type": "display_data",
            "data": content,
            "metadata": json_clean(metadata or {}),
        }
        if identity is not None:
            self._shown.setdefault(str(identity), []).append(output)
        self.outputs.add(output)

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(wait)


class ZMQInteractiveShell(KernelShell):  # type: ignore[misc]  # IPython is untyped here
    """ipykernel's shell, by the name under which libraries know it."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    outputs: Outputs

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.add(
            {
                "output_type": "error",
                "ename": str(etype.__name__),
                "evalue": str(evalue),
                "traceback": [str(line) for line in stb],
            }
        )

    def ask_exit(self) -> None:
        """`exit` in a notebook ends nothing."""


class CellRunner:
    """Runs cells one after another in one namespace, as a kernel does."""

    def __init__(self) -> None:
        self.outputs = Outputs()
        sys.stdout = _Stream(self.outputs, "stdout", 1)
        sys.stderr = _Stream(self.outputs, "stderr", 2)
        self.renew_file()
        config = Config()
        config.HistoryManager.enabled = False  # its thread would forbid forking
        config.HistoryManager.hist_file = ":memory:"
        config.IPKernelApp.parent_appname = "coursekit"  # how tqdm tells a notebook
        self._tests_names: dict[str, Any] = {}
        self.shell = ZMQInteractiveShell.instance(config=config, compiler_class=XCachingCompiler)
        self.shell.outputs = self.outputs
        self.shell.displayhook.outputs = self.outputs
        self.shell.display_pub.outputs = self.outputs
        builtins.input = _no_input
        sys.path.insert(0, "")

    @property
    def namespace(self) -> dict[str, Any]:
        """The notebook's names."""
        names: dict[str, Any] = self.shell.user_ns
        return names

    def as_in_a_cell(self) -> AbstractContextManager[object]:
        """Let what runs inside find what a cell finds, `get_ipython` above all."""
        trap: AbstractContextManager[object] = self.shell.builtin_trap
        return trap

    def file_name(self, source: str) -> str:
        """Return the name under which a cell's code is compiled."""
        return str(get_file_name(source))

    def run(self, source: str) -> list[Output]:
        """Run one cell as a kernel does; return its outputs."""
        self.outputs.start()
        result = self.shell.run_cell(source, store_history=True)
        self._collect_file()
        error = result.error_before_exec or result.error_in_exec
        if error is not None and not has_error(self.outputs.items):
            # The traceback was switched off: the failure counts all the same.
            self.outputs.add(error_output(type(error).__name__, str(error)))
        return self.outputs.items

    def run_graded(self, source: str, helpers: dict[str, Any]) -> list[Output]:
        """Run a graded cell past everything in the shell that a notebook can change; return its outputs.

        Transformers of input and syntax, hooks and the displayhook have no part in it, and neither the
        history nor `In` keeps its text. It has names of its own: a student's `sum`, or a student's own
        version of one of the `helpers`, is for the student's code, and a test's `_x` for the tests.
        """
        code = self._compiled(source)
        if code is None:
            return self._run_untransformed(source)
        self.outputs.start()
        error = self._exec(code, helpers)
        if error is not None:
            self._show(error, source)
        self._finish_figures()
        history = self.shell.history_manager
        history.input_hist_parsed.append("")  # this is `In`
        history.input_hist_raw.append("")
        self.shell.execution_count += 1
        self._collect_file()
        return self.outputs.items

    def passes(self, source: str, helpers: dict[str, Any]) -> bool:
        """Run a graded cell as `run_graded` does, but show nothing; return whether it raised nothing."""
        code = self._compiled(source)
        if code is None:
            return not has_error(self._run_untransformed(source))
        self.outputs.start()
        error = self._exec(code, helpers)
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            with suppress(BaseException):
                pyplot.close("all")
        return error is None

    def _compiled(self, source: str) -> types.CodeType | None:
        """Return a graded cell's code; None if it needs the shell (magics, await at the top level)."""
        flags = self.shell.compile.flags
        try:
            code: types.CodeType = compile(
                source, self.file_name(source), "exec", flags=flags, dont_inherit=True
            )
        except (SyntaxError, ValueError):
            return None
        return code

    def _run_untransformed(self, source: str) -> list[Output]:
        self.shell.ast_transformers.clear()
        self.shell.input_transformers_post.clear()
        return self.run(source)

    def _exec(self, code: types.CodeType, helpers: dict[str, Any]) -> BaseException | None:
        """Run a graded cell's code among its own names, and keep what it binds; return what it raised."""
        names = self.shell.user_ns
        space = _names_for_tests(names, self._tests_names, helpers)
        before = dict(space)
        raised = None
        try:
            exec(code, space)
        except BaseException as error:
            raised = error
        bound = {name: value for name, value in space.items() if before.get(name, before) is not value}
        self._tests_names.update({k: v for k, v in bound.items() if k.startswith("_")})
        names.update({k: v for k, v in bound.items() if not k.startswith("_")})
        return raised

    def _finish_figures(self) -> None:
        """Let libraries show what they show at the end of a cell; what stands there already stays."""
        kept = list(self.outputs.items)
        with suppress(BaseException):
            self.shell.events.trigger("post_execute")
        shown = [o for o in self.outputs.items if all(o is not k for k in kept)]
        self.outputs.items = kept + shown

    def _show(self, error: BaseException, source: str) -> None:
        """Show an error with IPython's traceback, or plainly where a notebook has spoilt that."""
        kind, text = type(error).__name__, _text(error)
        info = (type(error), error, error.__traceback__)
        before = len(self.outputs.items)
        name = self.shell.compile.cache(source, self.shell.execution_count, raw_code=source)
        try:
            KernelShell.showtraceback(self.shell, info, running_compiled_code=True)
        except BaseException:
            del self.outputs.items[before:]
        finally:  # the text of the tests was there to be shown in the traceback, no longer
            linecache.cache.pop(name, None)
            self.shell.compile._filename_map.pop(name, None)
        shown = [o for o in self.outputs.items if o["output_type"] == "error"]
        if shown:
            shown[-1].update(ename=kind, evalue=text)
        else:
            self.outputs.add(error_output(kind, text))

    def renew_file(self) -> None:
        """Give a forked process its own file behind the descriptors 1 and 2."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process)
        os.dup2(self._file.fileno(), 1)
        os.dup2(self._file.fileno(), 2)

    def _collect_file(self) -> None:
        """Add what subprocesses and compiled code wrote to the descriptors, before a last error."""
        end = self._file.seek(0, os.SEEK_END)
        if end == 0:
            return
        self._file.seek(0)
        text = self._file.read(OUTPUT_LIMIT).decode("utf-8", errors="replace")
        self._file.seek(0)
        self._file.truncate()
        items = self.outputs.items
        error = items.pop() if items and items[-1]["output_type"] == "error" else None
        self.outputs.write("stdout", text)
        if error is not None:  # what was written came before it
            items.append(error)


def _names_for_tests(
    names: dict[str, Any], tests_names: dict[str, Any], helpers: dict[str, Any]
) -> dict[str, Any]:
    """Return the names that a graded cell sees: the notebook's, but with Python's and the lesson's own.

    Helpers are copied, so that what they call is also found among these names.
    """
    hidden = {name for name in vars(builtins) if name in names and not name.startswith("__")} - {"display"}
    space = {name: value for name, value in names.items() if name not in hidden} | tests_names
    for name, value in helpers.items():
        if isinstance(value, types.FunctionType) and value.__globals__ is names:
            copied = types.FunctionType(
                value.__code__, space, value.__name__, value.__defaults__, value.__closure__
            )
            copied.__kwdefaults__ = value.__kwdefaults__
            copied.__dict__.update(value.__dict__)
            copied.__doc__ = value.__doc__
            copied.__module__ = value.__module__
            space[name] = copied
        else:
            space[name] = value
    return space


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return "an error whose text cannot be read"


def _no_input(prompt: object = "") -> str:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")
