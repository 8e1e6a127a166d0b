"""Make the report of a region when something changed; otherwise say where it is, at once (no pandas here)."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.regions import Region, resolve_region
from regiobeeld.errors import UsageError
from regiobeeld.fingerprint import fingerprint
from regiobeeld.run import uptodate
from regiobeeld.run.national import ensure_tables

log = logging.getLogger("regiobeeld")


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
    if peiljaar and not (peiljaar.isdigit() and len(peiljaar) == 4):
        raise UsageError(f'"{peiljaar}" is geen jaar', "PEILJAAR", "Geef bijvoorbeeld PEILJAAR=2022")
    tables = ensure_tables(outputs)
    folder = outputs / region.slug
    stamp = {"vingerafdruk": fingerprint(), "peiljaar": peiljaar, "gemeenten": list(region.gemeenten)}
    made = uptodate.ensure(
        folder,
        stamp,
        lambda fresh: _render(text, region, peiljaar, tables, fresh),
        before=lambda: _refuse_other_folder(folder),
    )
    report = folder / f"regiobeeld-{region.slug}.html"
    said = "Klaar: het" if made else "Er is niets veranderd. Het"
    print(f"{said} regiobeeld van {region.naam} staat in {paths.shorten(report)}")
    return report


def _refuse_other_folder(folder: Path) -> None:
    """A folder of this name that no report made is somebody's own: it is not replaced."""
    ours = (folder / uptodate.STAMP, folder / f"regiobeeld-{folder.name}.html")
    if folder.is_dir() and any(folder.iterdir()) and not any(path.exists() for path in ours):
        what = "in deze map staan bestanden die niet van een regiobeeld zijn"
        raise UsageError(what, paths.shorten(folder), "Verplaats die bestanden, of geef de regio een andere naam")


def _render(asked: str, region: Region, peiljaar: str, tables: Path, folder: Path) -> dict[str, object]:
    from regiobeeld.report.render import render_report

    start, count = time.perf_counter(), len(region.gemeenten)
    log.info("Regiobeeld van %s maken (%d gemeente%s) ...", region.naam, count, "n" if count > 1 else "")
    about = render_report(asked, region, peiljaar, tables, folder)
    log.info("  %.1f s", time.perf_counter() - start)
    return about
