"""A batch past one machine: every region is a task of an existing Dask cluster (`docs/groot.md`)."""

from __future__ import annotations

import hashlib
import json
import resource
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from regiobeeld import paths
from regiobeeld.areas.regions import resolve_region
from regiobeeld.errors import ContractError, SourceUnreachableError, UsageError
from regiobeeld.fingerprint import fingerprint
from regiobeeld.local.stamp import local_stamp
from regiobeeld.run.copies import attempt
from regiobeeld.run.effect import digest_of_plans
from regiobeeld.run.location import Location
from regiobeeld.run.outcome import Outcome
from regiobeeld.run.uptodate import STAMP
from regiobeeld.run.warm import make_quietly

if TYPE_CHECKING:
    from regiobeeld.run.batch import Order

TABLES, ANSWERS = "parquet", "dialoog-terug"
_WAIT = 30
_alone = threading.Lock()
"""A report changes the working directory and what is printed: one at a time per process."""


def run_on_cluster(order: Order, todo: list[str], tables: Path, outputs: Path) -> Iterator[Outcome]:
    """The outcomes of these regions, as they come. A worker that dies gives its task back: Dask tries it again.

    Raises:
        UsageError: no address was given, or Dask is not installed.
        SourceUnreachableError: the cluster or the location cannot be reached.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        mend = "Installeer de extra met pip install -e .[dask]"
        raise UsageError("Dask is niet geïnstalleerd", "MOTOR", mend) from error
    if not order.adres:
        raise UsageError("geef het adres van het cluster", "ADRES", "Bijvoorbeeld ADRES=tcp://10.0.0.5:8786")
    place = order.plaats or str(outputs)
    _share(tables, Location(place))
    try:
        client = Client(order.adres, timeout=_WAIT)
    except (OSError, TimeoutError) as error:
        mend = "Kijk of de scheduler van Dask daar draait"
        raise SourceUnreachableError("het cluster antwoordt niet", order.adres, mend) from error
    version = version_here()
    with client:
        tasks = {}
        for task in todo:
            answers = _share_answers(task, outputs, Location(place))
            asked = (place, version, order.peiljaar, order.figuren, order.formaat, answers)
            key = f"{task}-{order.formaat}-{answers}-{version}"
            tasks[client.submit(make_there, task, *asked, key=key)] = task
        for future in as_completed(tasks):
            failed = future.exception()
            if failed is None:
                yield Outcome(tasks[future], **future.result())
            else:
                yield Outcome(tasks[future], f"de werker is gestopt: {failed!r}", SourceUnreachableError.exit_code)


def _share(tables: Path, location: Location) -> None:
    """Put the tables where every machine can read them, unless they are there."""
    stamp = (tables / STAMP).read_text(encoding="utf-8")
    if location.read(f"{TABLES}/{STAMP}") != stamp:
        location.put(tables, TABLES)


def version_here() -> str:
    """All that a report depends on and that every machine has itself: code, sources, own figures and plans."""
    own = json.dumps([local_stamp(), digest_of_plans()], sort_keys=True)
    return f"{fingerprint()}-{hashlib.sha256(own.encode()).hexdigest()[:16]}"


def _share_answers(task: str, outputs: Path, location: Location) -> str:
    """Put what came back from the dialogue of a region where every machine can read it; its digest, or nothing."""
    slug = resolve_region(task).slug
    digest = paths.dialogue_digest(outputs, slug)
    if digest:
        location.put(paths.dialogue_answers(outputs, slug), _answers(slug, digest))
    return digest


def _answers(slug: str, digest: str) -> str:
    return f"{ANSWERS}/{slug}/{digest}"


def make_there(
    task: str, place: str, version: str, peiljaar: str, figuren: bool, formaat: str = "", answers: str = ""
) -> dict[str, object]:
    """On a worker: make one report from the shared tables and put it in the shared location.

    Args:
        answers: digest of what came back from the dialogue of this region; empty when nothing did.

    Returns:
        what `Outcome` tells about a task.
    """
    with _alone:
        begun, used = time.perf_counter(), time.process_time()
        said = attempt(task, lambda _: _make(task, place, version, peiljaar, figuren, formaat, answers))
        return said | {
            "seconden": time.perf_counter() - begun,
            "processor": time.process_time() - used,
            "geheugen": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 10**6,
        }


def _make(task: str, place: str, version: str, peiljaar: str, figuren: bool, formaat: str, answers: str) -> None:
    if version_here() != version:
        same = "dezelfde code en dezelfde mappen sources, lokaal en plannen"
        mend = f"Zet op elke machine {same}, en start de werkers opnieuw"
        raise ContractError("deze werker heeft een andere versie van regiobeeld", mend=mend)
    location, slug = Location(place), resolve_region(task).slug
    with tempfile.TemporaryDirectory(prefix="regiobeeld-") as name:
        outputs = Path(name)
        (outputs / TABLES).symlink_to(_tables_here(location, version))
        if answers:
            location.fetch(_answers(slug, answers), paths.dialogue_answers(outputs, slug))
        make_quietly(task, peiljaar, outputs, figuren, formaat)
        location.put(outputs / slug, slug)


def _tables_here(location: Location, version: str) -> Path:
    """The tables on the disk of this machine; fetched once per version."""
    folder = Path(tempfile.gettempdir()) / f"regiobeeld-tabellen-{version[:16]}"
    if not (folder / STAMP).exists():
        fresh = Path(tempfile.mkdtemp(prefix="regiobeeld-tabellen-"))
        location.fetch(TABLES, fresh)
        try:
            fresh.rename(folder)
        except OSError:  # another worker of this machine was first
            return fresh
    return folder
