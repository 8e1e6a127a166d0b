"""An engine for papermill that runs a notebook in this process, without a kernel beside it.

A kernel costs three seconds before the first cell (a second process, all imports once more, the tables read again)
and its answers go over a socket. Here the cells run in IPython itself: what is loaded is used, and what was made
(the figures) is still there when the page is ready. For a notebook of the analyst, which may do anything, a kernel
of its own stays the right place.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

import papermill.engines
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from traitlets.config import Config

from regiobeeld.blocks.later import active

NAME = "regiobeeld"


class _Publisher(DisplayPublisher):
    """Keeps what a cell displays."""

    shell: _Shell

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        self.shell.shown.append(new_output("display_data", data, metadata=metadata or {}))


class _Hook(DisplayHook):
    """Keeps the value of the last line of a cell."""

    shell: _Shell

    def write_output_prompt(self) -> None:
        """A prompt is for a terminal."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        result = new_output("execute_result", format_dict, metadata=md_dict or {})
        result["execution_count"] = self.shell.number
        self.shell.shown.append(result)

    def finish_displayhook(self) -> None:
        """Nor is a line feed."""


class _Shell(InteractiveShell):
    """IPython that keeps the outputs of a cell and leaves an error to whoever runs it."""

    shown: list[Any]
    number: int

    def showtraceback(self, *_: Any, **__: Any) -> None:
        """The error itself is raised by `execute_cell`."""

    showsyntaxerror = showtraceback

    def execute_cell(self, source: str) -> list[Any]:
        """The outputs of one cell, in order; what it printed last."""
        self.shown, self.number = [], self.execution_count
        printed, complained = io.StringIO(), io.StringIO()
        with redirect_stdout(printed), redirect_stderr(complained):
            result = self.run_cell(source, store_history=True)
        result.raise_error()
        streams = (("stdout", printed.getvalue()), ("stderr", complained.getvalue()))
        said = [new_output("stream", name=name, text=text) for name, text in streams if text]
        return [*self.shown, *said]


class InProcessEngine(papermill.engines.Engine):  # type: ignore[misc]
    """Runs the cells one by one; the first error is raised as it is."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **_: Any) -> None:
        with _fresh_shell() as shell:
            nb_man.nb.metadata.language_info = {
                "name": "python",
                "version": ".".join(map(str, sys.version_info[:3])),
            }
            for number, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, number)
                if cell.cell_type == "code":
                    cell.execution_count = shell.execution_count
                    cell.outputs = shell.execute_cell(cell.source)
                    if work := active():
                        work.begin()
                nb_man.cell_complete(cell, number)


@contextmanager
def _fresh_shell() -> Iterator[_Shell]:
    """An IPython with nothing in it; `__main__` and the hooks of Python are put back afterwards."""
    main, hooks = sys.modules["__main__"], (sys.displayhook, sys.excepthook)
    _Shell.clear_instance()
    shell = _Shell.instance(
        config=Config({"HistoryManager": {"enabled": False}, "InlineBackend": {"figure_formats": {"retina"}}}),
        displayhook_class=_Hook,
        display_pub_class=_Publisher,
    )
    try:
        yield shell
    finally:
        _Shell.clear_instance()
        sys.modules["__main__"] = main
        sys.displayhook, sys.excepthook = hooks


papermill.engines.papermill_engines.register(NAME, InProcessEngine)
