"""`make regiobeelden`: the reports of all regions of a kind, a copy of a warm process per core (no pandas)."""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regiobeeld import paths
from regiobeeld.errors import UsageError
from regiobeeld.formats.asked import asked_forms
from regiobeeld.run.outcome import Outcome, decimal, say_time

if TYPE_CHECKING:
    from regiobeeld.run.journal import Journal

log = logging.getLogger("regiobeeld")
KINDS = {
    "gemeente": "gemeente",
    "provincie": "provincie",
    "ggd": "GGD-regio",
    "corop": "COROP-gebied",
    "zorgkantoor": "zorgkantoorregio",
}
ALL = "alle"


@dataclass(frozen=True)
class Order:
    """What is asked: which regions (`eerste`: so many of them, as a trial), and how to make them."""

    soort: str
    peiljaar: str = ""
    hervat: bool = False
    figuren: bool = False
    formaat: str = ""
    kernen: int = 0
    geheugen: int = 0
    eerste: int = 0
    motor: str = ""
    adres: str = ""
    plaats: str = ""


def add_command(commands: argparse._SubParsersAction[Any]) -> None:
    """The words of `regiobeelden` on the command line."""
    many = commands.add_parser("regiobeelden", help="maak de regiobeelden van alle regio's van een soort")
    many.add_argument("soort", help=f"{', '.join(KINDS)} of {ALL}")
    words = "peiljaar hervat figuren formaat kernen geheugen eerste motor adres plaats"
    for name in words.split():
        many.add_argument(f"--{name}", default="")
    many.set_defaults(run=_command)


def _command(options: argparse.Namespace) -> int:
    order = Order(
        soort=options.soort.lower(),
        peiljaar=options.peiljaar,
        hervat=options.hervat == "ja",
        figuren=options.figuren == "ja",
        formaat=",".join(asked_forms(options.formaat)),
        kernen=_whole(options.kernen, "KERNEN"),
        geheugen=_whole(options.geheugen, "GEHEUGEN"),
        eerste=_whole(options.eerste, "EERSTE"),
        motor=options.motor.lower(),
        adres=options.adres,
        plaats=options.plaats,
    )
    return make_reports(order)


def _whole(text: str, name: str) -> int:
    if text and not (text.isdigit() and int(text) > 0):
        raise UsageError(f'"{text}" is geen aantal', name, f"Geef bijvoorbeeld {name}=2")
    return int(text or 0)


def regions_of(soort: str) -> dict[str, str]:
    """How each region of this kind is asked for -> its name.

    Raises:
        UsageError: there is no such kind.
    """
    from regiobeeld.areas.regions import list_regions

    if soort not in {*KINDS, ALL}:
        raise UsageError(f'"{soort}" is geen soort regio', "SOORT", f"Kies uit: {', '.join(KINDS)} of {ALL}")
    wanted = set(KINDS.values()) if soort == ALL else {KINDS[soort]}
    return {row.aanroep: row.naam for row in list_regions() if row.niveau in wanted}


def make_reports(order: Order, outputs: Path | None = None) -> int:
    """Make every report that is not up to date; one that fails does not stop the others.

    Returns:
        0, or the highest exit code of those that failed.

    Raises:
        RegiobeeldError: nothing could begin (no such kind, wrong figures, no cluster).
    """
    from regiobeeld.run.journal import Journal
    from regiobeeld.run.overview import renew_overview

    outputs = outputs or paths.OUTPUTS
    everything = regions_of(order.soort)
    regions = dict(list(everything.items())[: order.eerste or None])
    tables = _build_apart(outputs)
    journal = Journal(outputs, order)
    done = journal.finished(regions) if order.hervat else set()
    todo = [code for code in regions if code not in done]
    log.info("%d regiobeelden maken%s ...", len(todo), f" ({len(done)} waren al klaar)" if done else "")
    start = time.perf_counter()
    for outcome in _outcomes(order, todo, tables, outputs) if todo else ():
        journal.note(outcome)
        log.info(_progress(outcome, regions, len(journal.outcomes), len(todo), time.perf_counter() - start))
    if journal.good and not order.plaats:
        renew_overview(outputs)
    seconds = time.perf_counter() - start
    for line in _summary(journal, regions, seconds):
        print(line)
    if journal.good and len(regions) < len(everything):
        print(_project(len(journal.outcomes), len(everything), seconds))
    return max((outcome.code for outcome in journal.failed), default=0)


def _build_apart(outputs: Path) -> Path:
    """The national tables; when they are to be built, in a process of its own, that gives its memory back."""
    from regiobeeld.run.national import ensure_tables, tables_are_current

    if not tables_are_current(outputs):
        command = [sys.executable, "-m", "regiobeeld", "gegevens"]
        environment = os.environ | {"REGIOBEELD_OUTPUTS": str(outputs), "REGIOBEELD_PROJECT": str(paths.PROJECT)}
        subprocess.run(command, env=environment, check=False)  # what went wrong it has said
    return ensure_tables(outputs)


def _outcomes(order: Order, todo: list[str], tables: Path, outputs: Path) -> Iterator[Outcome]:
    if order.motor == "dask":
        from regiobeeld.run.cluster import run_on_cluster

        return run_on_cluster(order, todo, tables, outputs)
    if order.motor:
        raise UsageError(f'"{order.motor}" is geen motor', "MOTOR", "Laat MOTOR leeg, of geef MOTOR=dask")
    from regiobeeld.run.warm import run_warm

    return run_warm(order, todo, tables, outputs)


def _progress(outcome: Outcome, regions: Mapping[str, str], done: int, total: int, seconds: float) -> str:
    """`[ 3/25] GGD Twente klaar in 14,2 s (610 MB), nog ongeveer 3 minuten`."""
    name, place = regions[outcome.taak], f"[{done:>{len(str(total))}}/{total}]"
    left = f", nog ongeveer {say_time(seconds / done * (total - done))}" if done < total else ""
    if outcome.code:
        return f"{place} {name} NIET gelukt: {outcome.oorzaak}{left}"
    return f"{place} {name} klaar in {decimal(outcome.seconden)} s ({outcome.geheugen} MB){left}"


def _project(done: int, total: int, seconds: float) -> str:
    """What the whole kind would take, at the pace of a trial."""
    needed = f"naar schatting {say_time(seconds / done * total)} op deze machine"
    return f"Alle {total} samen: {needed} (een projectie uit {done}, niet gemeten)."


def _summary(journal: Journal, regions: Mapping[str, str], seconds: float) -> Iterator[str]:
    good, failed = journal.good, journal.failed
    if good:
        each, most = sum(o.processor for o in good) / len(good), max(o.geheugen for o in good)
        pace = f"{decimal(seconds / len(good))} s per regiobeeld ({decimal(each)} s van de processor)"
        yield f"Klaar: {len(good)} regiobeelden in {say_time(seconds)}, {pace}, hoogstens {most} MB per werker."
    if failed:
        yield f"Niet gelukt: {len(failed)}. Opnieuw proberen: dezelfde opdracht met HERVAT=ja."
        yield from (f"  {regions[o.taak]} (REGION={o.taak}): {o.oorzaak}" for o in failed)
    if not good and not failed:
        yield "Alle regiobeelden waren al klaar."
