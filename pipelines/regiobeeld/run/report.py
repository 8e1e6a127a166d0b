"""Make the report of a region when something changed; otherwise say where it is, at once (no pandas here)."""

from __future__ import annotations

import logging
import re
import time
from pathlib import Path

from regiobeeld import paths
from regiobeeld.areas.regions import Region, resolve_region
from regiobeeld.catalog.files import used_areas
from regiobeeld.errors import UsageError
from regiobeeld.fingerprint import fingerprint
from regiobeeld.run import uptodate
from regiobeeld.run.national import ensure_tables
from regiobeeld.run.own_files import check_notebook, digest, keep_own_files, refuse_other_folder

log = logging.getLogger("regiobeeld")


def make_report(text: str, peiljaar: str = "", outputs: Path | None = None, notebook: str | Path = "") -> Path:
    """Make `outputs/<regio>/`; an earlier good report stays until the new one is complete.

    Args:
        notebook: an own copy of the notebook; empty is the one of the project.

    Raises:
        UsageError: unknown region or notebook, or a peiljaar that is no year.
        RegiobeeldError: see `ensure_tables` and `render_report`.
    """
    outputs = outputs or paths.OUTPUTS
    region = resolve_region(text)
    if region.noot:
        log.info(region.noot)
    if peiljaar and not re.fullmatch(r"[0-9]{4}", peiljaar):
        mend = f"Geef bijvoorbeeld PEILJAAR={used_areas().jaar}"
        raise UsageError(f'"{peiljaar}" is geen jaar', "PEILJAAR", mend)
    own = check_notebook(notebook)
    tables = ensure_tables(outputs)
    folder = outputs / region.slug
    stamp = {
        "vingerafdruk": fingerprint(),
        "peiljaar": peiljaar,
        "gemeenten": list(region.gemeenten),
        "notebook": digest(own),
        "dialoog": paths.dialogue_digest(outputs, region.slug),
    }
    made = uptodate.ensure(
        folder,
        stamp,
        lambda fresh: _render(text, region, peiljaar, tables, fresh, own),
        before=lambda: refuse_other_folder(folder),
        keep=lambda fresh: keep_own_files(folder, fresh),
    )
    report = folder / f"regiobeeld-{region.slug}.html"
    said = "Klaar: het" if made else "Er is niets veranderd. Het"
    print(f"{said} regiobeeld van {region.naam} staat in {paths.shorten(report)}")
    return report


def _render(
    asked: str, region: Region, peiljaar: str, tables: Path, folder: Path, notebook: Path | None
) -> dict[str, object]:
    from regiobeeld.report.render import render_report

    start, count = time.perf_counter(), len(region.gemeenten)
    log.info("Regiobeeld van %s maken (%d gemeente%s) ...", region.naam, count, "n" if count > 1 else "")
    about = render_report(asked, region, peiljaar, tables, folder, notebook)
    log.info("  %.1f s", time.perf_counter() - start)
    return about
