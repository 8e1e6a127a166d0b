"""`make dialoog` and `make dialoog-terug`: what goes out to a region, and what comes back."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.regions import Region, resolve_region
from regiobeeld.fingerprint import fingerprint, read_stamp
from regiobeeld.run import uptodate
from regiobeeld.run.national import ensure_tables

log = logging.getLogger("regiobeeld")
PACK = "pakket"


def make_pack(text: str, outputs: Path | None = None) -> Path:
    """Make `outputs/dialoog/<regio>/pakket/`; no-op when nothing changed.

    Raises:
        UsageError: unknown region, or nothing to talk about.
        RegiobeeldError: see `ensure_tables`.
    """
    outputs = outputs or paths.OUTPUTS
    region, tables = resolve_region(text), ensure_tables(outputs)
    folder = paths.dialogue(outputs, region.slug) / PACK
    stamp = {"vingerafdruk": fingerprint(), "gemeenten": list(region.gemeenten)}
    made = uptodate.ensure(folder, stamp, lambda fresh: _make(region, tables, fresh))
    said = "Klaar: praatplaat, gesprekskaarten en formulieren" if made else "Er is niets veranderd. Alles"
    print(f"{said} voor {region.naam}: {paths.shorten(folder)}")
    return folder


def _make(region: Region, tables: Path, folder: Path) -> None:
    from regiobeeld.dialogue.pack import write_pack
    from regiobeeld.profile.load import load_profile

    start = time.perf_counter()
    log.info("Praatplaat en gesprekskaarten van %s maken ...", region.naam)
    write_pack(load_profile(region, tables), folder)
    log.info("  %.1f s", time.perf_counter() - start)


def read_back(text: str, map_: str | Path, outputs: Path | None = None) -> Path:
    """Read the forms in a folder into `outputs/dialoog/<regio>/terug/`, in the place of what was read before.

    Names of files are told on the screen only: nothing that is kept says whose form was which.

    Raises:
        UsageError: unknown region, no folder, no pack, or no form at all.
    """
    from regiobeeld.dialogue.collect import collect
    from regiobeeld.dialogue.form import ASKED_FILE, load_form
    from regiobeeld.dialogue.lots import MEMORY, keep_lots, recall_lots
    from regiobeeld.dialogue.result import PAGE, write_result
    from regiobeeld.dialogue.tally import tally
    from regiobeeld.numbers import aantal
    from regiobeeld.outline.dialogue import load_agreements, load_questions
    from regiobeeld.publish import one_at_a_time, replaced_folder

    outputs = outputs or paths.OUTPUTS
    region, asked = resolve_region(text), load_questions()
    form = load_form(paths.dialogue(outputs, region.slug) / PACK / ASKED_FILE, region.slug)
    found = collect(Path(map_), form, asked)
    for line in found.meldingen:
        log.info(line)
    folder = paths.dialogue_answers(outputs, region.slug)
    memory = folder.parent / MEMORY
    with one_at_a_time(folder.parent / uptodate.LOCKS), replaced_folder(folder) as fresh:
        lots = recall_lots(memory)
        write_result(tally(found.replies, form, asked, load_agreements(), lots), region.naam, asked, fresh)
        # Before anything of it can be seen: what is shown must be remembered.
        keep_lots(lots, memory)
    count = aantal(len(found.replies), "formulier telt mee", "formulieren tellen mee")
    print(
        f"Klaar: {count} van de {found.bestanden} bestanden. De uitkomst staat in {paths.shorten(folder / PAGE)}"
    )
    _refresh_report(outputs, text, region)
    return folder


def _refresh_report(outputs: Path, text: str, region: Region) -> None:
    """A report that shows earlier answers is made again: what was withdrawn may stand nowhere."""
    from regiobeeld.run.report import make_report

    earlier = read_stamp(outputs / region.slug / uptodate.STAMP)
    if not earlier.get("dialoog") or earlier["dialoog"] == paths.dialogue_digest(outputs, region.slug):
        return
    if earlier.get("notebook"):
        log.info(
            "Het regiobeeld toont nog eerdere antwoorden en komt uit een eigen notebook: maak het nu opnieuw."
        )
        return
    make_report(text, str(earlier.get("peiljaar") or ""), outputs)
