"""A batch on this machine: load everything once, then a copy of this process per report."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from regiobeeld.run.copies import MEMORY_MB, run_in_copies
from regiobeeld.run.cores import count_cores
from regiobeeld.run.outcome import Outcome
from regiobeeld.run.report import make_report

if TYPE_CHECKING:
    from regiobeeld.run.batch import Order

log = logging.getLogger("regiobeeld")


def run_warm(order: Order, todo: list[str], tables: Path, outputs: Path) -> Iterator[Outcome]:
    """The outcomes of these regions, as they come."""
    memory = order.geheugen or MEMORY_MB
    copies = choose_copies(order.kernen or count_cores(), memory, psutil.virtual_memory().available // 10**6)
    log.info("%d werkers, elk hoogstens %d MB geheugen.", copies, memory)
    if len(todo) > copies:
        warm_up(todo[0], tables)
    work = partial(
        make_quietly,
        peiljaar=order.peiljaar,
        outputs=outputs,
        figuren=order.figuren,
        formaat=order.formaat,
    )
    return run_in_copies(todo, work, copies, memory)


def choose_copies(cores: int, memory_mb: int, available_mb: int) -> int:
    """One per core, but no more than fit in the memory that is free."""
    return max(1, min(cores, available_mb // memory_mb))


def warm_up(task: str, tables: Path) -> None:
    """Load code, declarations, national tables and fonts by preparing one report, which is thrown away.

    Where each copy makes no more than one report, letting each load for itself is quicker.
    Whatever goes wrong here goes wrong again in the copy that makes this report, which tells it.
    """
    from regiobeeld.blocks import later
    from regiobeeld.draw import style
    from regiobeeld.profile.once import write_answers
    from regiobeeld.report import engine, page, render  # noqa: F401  (what a copy would import)
    from regiobeeld.report.report import Rapport

    style.webfont_css()
    try:
        report = Rapport(task, tables, met_herkomst=True)  # texts that are kept need their claims
        with later.put_off():
            for code in report.hoofdstukken:
                report.hoofdstuk(code)._repr_html_()
        write_answers()
        for figure in report.figuren[:1]:
            figure.breed  # noqa: B018  (loads the fonts)
            figure.ruim_op()
    except Exception:
        log.debug("opwarmen met %s", task, exc_info=True)


def make_quietly(task: str, peiljaar: str, outputs: Path, figuren: bool, formaat: str = "") -> None:
    """One report on one core; what it would say on the screen the batch says in its own words."""
    logging.getLogger("regiobeeld").setLevel(logging.ERROR)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        make_report(task, peiljaar, outputs, formaat=formaat, figuren=figuren, cores=1, overzicht=False)
