"""Make the report of a region when something changed; otherwise say where it is, at once (no pandas here)."""

from __future__ import annotations

import logging
import re
import time
from pathlib import Path

from regiobeeld import fingerprint, paths
from regiobeeld.errors import UsageError
from regiobeeld.harmonise.regions import Region, resolve_region
from regiobeeld.publish import one_at_a_time, replaced_folder, restore_folder
from regiobeeld.warehouse.make import ensure_tables

log = logging.getLogger("regiobeeld")
STAMP = "run.json"


def make_report(text: str, peiljaar: str = "", outputs: Path | None = None) -> Path:
    """Make `outputs/<regio>/`; an earlier good report stays until the new one is complete.

    Raises:
        UsageError: unknown region, or a peiljaar that is no year.
        RegiobeeldError: see `ensure_tables` and `render_report`.
    """
    outputs = outputs or paths.OUTPUTS
    region = resolve_region(text)
    if region.noot:
        log.info(region.noot)
    if peiljaar and not re.fullmatch(r"[0-9]{4}", peiljaar):
        raise UsageError(f'"{peiljaar}" is geen jaar', "PEILJAAR", "Geef bijvoorbeeld PEILJAAR=2022")
    tables = ensure_tables(outputs)
    folder = outputs / region.slug
    report = folder / f"regiobeeld-{region.slug}.html"
    stamp: dict[str, object] = {
        "vingerafdruk": fingerprint.fingerprint(),
        "peiljaar": peiljaar,
        "gemeenten": list(region.gemeenten),
    }
    if _ensure_report(text, region, tables, folder, stamp):
        print(f"Klaar: het regiobeeld van {region.naam} staat in {paths.shorten(report)}")
    else:
        print(f"Er is niets veranderd. Het regiobeeld van {region.naam} staat in {paths.shorten(report)}")
    return report


def _ensure_report(asked: str, region: Region, tables: Path, folder: Path, stamp: dict[str, object]) -> bool:
    """Make the report unless it is there already; whether it was made now."""
    if fingerprint.is_current(folder / STAMP, stamp):
        return False
    with one_at_a_time(folder.parent / ".sloten" / region.slug):
        restore_folder(folder)
        _refuse_other_folder(folder)
        # Another run may have made it while we waited, or a killed run had put it aside.
        if fingerprint.is_current(folder / STAMP, stamp):
            return False
        _render(asked, region, tables, folder, stamp)
    return True


def _refuse_other_folder(folder: Path) -> None:
    """A folder of this name that no report made is somebody's own: it is not replaced."""
    ours = (folder / STAMP, folder / f"regiobeeld-{folder.name}.html")
    if folder.is_dir() and any(folder.iterdir()) and not any(path.exists() for path in ours):
        what = "in deze map staan bestanden die niet van een regiobeeld zijn"
        raise UsageError(what, paths.shorten(folder), "Verplaats die bestanden, of geef de regio een andere naam")


def _render(asked: str, region: Region, tables: Path, folder: Path, stamp: dict[str, object]) -> None:
    from regiobeeld.report.render import render_report

    start, count = time.perf_counter(), len(region.gemeenten)
    log.info("Regiobeeld van %s maken (%d gemeente%s) ...", region.naam, count, "n" if count > 1 else "")
    with replaced_folder(folder) as fresh:
        render_report(asked, region, tables, fresh, stamp)
    log.info("  %.1f s", time.perf_counter() - start)
