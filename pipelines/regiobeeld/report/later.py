"""Work that the page waits for, put off until the notebook has run and then spread over the cores.

A drawing takes a tenth of a second and needs nothing of another. While a notebook runs inside this process
(`report.engine`), every drawing is put off and a mark stands in its place; afterwards all are made at once and the
marks replaced. Anywhere else (a kernel of Jupyter, a script) a drawing is made when it is asked for.
"""

from __future__ import annotations

import multiprocessing
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from regiobeeld.errors import SourceUnreachableError

Task = Callable[[], Any]

_MARK = '<template data-later="{}"{}></template>'
_MARKS = re.compile(r'<template data-later="(\d+)"([^<>]*)></template>')


class Later:
    """What was put off: texts for the page, and figures that also become files."""

    def __init__(self) -> None:
        self._tasks: list[Callable[[], str]] = []
        self.figuren: list[Any] | None = None
        """The figures to make files of (`Rapport.bewaar`); None when nothing was to be saved."""

    def mark(self, task: Callable[[], str], attributes: str) -> str:
        """What stands in the page until the task is done."""
        self._tasks.append(task)
        return _MARK.format(len(self._tasks) - 1, attributes)

    def fill(self, notebook: Any, cores: int) -> None:
        """Do the tasks and put what they give in the place of their marks, in the outputs of the notebook."""
        made = run_all(self._tasks, cores)
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                html = output.get("data", {}).get("text/html")
                if html:
                    output["data"]["text/html"] = _MARKS.sub(
                        lambda mark: _with_attributes(made[int(mark[1])], mark[2]), html
                    )


_active: list[Later] = []


@contextmanager
def put_off() -> Iterator[Later]:
    """Put off drawings until the end of this block."""
    _active.append(Later())
    try:
        yield _active[-1]
    finally:
        _active.pop()


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
