"""Work that the page waits for, put off until the notebook has run and then spread over the cores.

A drawing takes a tenth of a second and needs nothing of another. While a notebook runs inside this process
(`report.engine`), every drawing is put off and a mark stands in its place. With more than one core a copy of this
process makes the drawings of the cells so far while the next cell runs, and those of the last ones while the page
is made; then the marks are replaced. Anywhere else (a kernel of Jupyter, a script) a drawing is made when it is
asked for.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from regiobeeld.errors import SourceUnreachableError

Task = Callable[[], Any]

_ENOUGH = 4
"""Drawings for which it is worth to copy this process."""
_MARK = '<svg data-later="{}"{}></svg>'
_MARKS = re.compile(r'<svg data-later="(\d+)"([^<>]*)></svg>')
"""A drawing without marks: what is done to a page (its numbers, its notes) passes over drawings, and over this."""


class Later:
    """What was put off: texts for the page, and figures that also become files.

    Args:
        cores: how many processes may work at the same time, this one with them.
    """

    def __init__(self, cores: int = 1) -> None:
        self._tasks: list[Callable[[], str]] = []
        self._cores = cores
        self._ahead: list[_Ahead] = []
        self.figuren: list[Any] | None = None
        """The figures to make files of (`Rapport.bewaar`); None when nothing was to be saved."""

    def mark(self, task: Callable[[], str], attributes: str) -> str:
        """What stands in the page until the task is done."""
        self._tasks.append(task)
        return _MARK.format(len(self._tasks) - 1, attributes)

    def begin(self) -> None:
        """Let a copy of this process do what waits by now, when there is enough of it and a core is free."""
        begun = sum(len(ahead.tasks) for ahead in self._ahead)
        busy = sum(ahead.process.is_alive() for ahead in self._ahead)
        if len(self._tasks) - begun >= _ENOUGH and busy < self._cores - 1:
            self._ahead.append(_Ahead.start(self._tasks[begun:]))

    def stop(self) -> None:
        """End the copies that are still busy."""
        for ahead in self._ahead:
            ahead.process.kill()
            ahead.process.join()
            ahead.file.unlink(missing_ok=True)

    def draw(self, cores: int) -> list[str]:
        """What every task gives, in order; those that were not begun are done now, over these cores."""
        begun = sum(len(ahead.tasks) for ahead in self._ahead)
        rest = run_all(self._tasks[begun:], cores)
        return [text for ahead in self._ahead for text in ahead.texts()] + rest


def fill(html: str, drawn: Sequence[str]) -> str:
    """The HTML with drawings in the place of their marks."""
    return _MARKS.sub(lambda mark: _with_attributes(drawn[int(mark[1])], mark[2]), html)


def fill_notebook(notebook: Any, drawn: Sequence[str]) -> None:
    """Put drawings in the place of their marks, in the outputs of a notebook."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html")
            if html:
                output["data"]["text/html"] = fill(html, drawn)


@dataclass
class _Ahead:
    """Tasks that a copy of this process does meanwhile; what they give comes by way of a file."""

    tasks: list[Callable[[], str]]
    process: BaseProcess
    file: Path

    @classmethod
    def start(cls, tasks: list[Callable[[], str]]) -> _Ahead:
        handle, name = tempfile.mkstemp(prefix="regiobeeld-")
        os.close(handle)
        context = multiprocessing.get_context("fork")
        process = context.Process(target=_do_ahead, args=(tasks, Path(name)), daemon=True)
        process.start()
        return cls(tasks, process, Path(name))

    def texts(self) -> list[str]:
        """What they gave; when the copy failed they are done here, where a mistake is told as any other."""
        self.process.join()
        try:
            found: list[str] = json.loads(self.file.read_text(encoding="utf-8"))
        except ValueError:
            found = [task() for task in self.tasks]
        self.file.unlink(missing_ok=True)
        return found


def _do_ahead(tasks: list[Callable[[], str]], file: Path) -> None:
    _leave_ctrl_c_to_the_parent()
    with suppress(Exception):
        file.write_text(json.dumps([task() for task in tasks]), encoding="utf-8")


_active: list[Later] = []


@contextmanager
def put_off(cores: int = 1) -> Iterator[Later]:
    """Put off drawings until the end of this block; with more cores they are begun meanwhile."""
    _active.append(Later(cores))
    try:
        yield _active[-1]
    finally:
        _active.pop().stop()


def active() -> Later | None:
    """Where work is to be put off to; None when it is to be done at once."""
    return _active[-1] if _active else None


def soon(task: Callable[[], str], attributes: str = "") -> str:
    """What the task draws with these attributes (` aria-label="..."`), or the mark of it."""
    return _active[-1].mark(task, attributes) if _active else _with_attributes(task(), attributes)


def _with_attributes(svg: str, attributes: str) -> str:
    return svg.replace("<svg", f"<svg{attributes}", 1)


_tasks: list[Task] = []
"""What the copies of this process do: they are made when it is filled, and take a task by its place."""


def run_all(tasks: Sequence[Task], cores: int) -> list[Any]:
    """The outcomes of the tasks, in order; on more cores by copies of this process, which hold all it has loaded.

    Raises:
        SourceUnreachableError: a copy was ended by the system.
    """
    cores = min(cores, len(tasks))
    if cores <= 1:
        return [task() for task in tasks]
    _tasks[:] = tasks
    copies = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(cores, mp_context=copies, initializer=_leave_ctrl_c_to_the_parent)
    try:
        return list(pool.map(_run, range(len(tasks))))
    except BrokenProcessPool as error:
        raise SourceUnreachableError(
            "het tekenen is halverwege gestopt",
            mend="Vaak is er te weinig geheugen: sluit andere programma's en probeer het opnieuw",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)
        _tasks.clear()


def _leave_ctrl_c_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(number: int) -> Any:
    return _tasks[number]()
