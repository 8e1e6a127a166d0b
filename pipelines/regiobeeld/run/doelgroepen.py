"""`make doelgroepen`: the doelgroepen of every gemeente and region of the country, when something changed."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from regiobeeld import paths
from regiobeeld.fingerprint import fingerprint
from regiobeeld.run import uptodate
from regiobeeld.run.national import ensure_tables
from regiobeeld.run.overview import renew_overview

log = logging.getLogger("regiobeeld")
NAME = "doelgroepen"


def make_screen(outputs: Path | None = None) -> Path:
    """Make `outputs/doelgroepen/` (page and Parquet); no-op when nothing changed.

    Returns:
        The page.

    Raises:
        RegiobeeldError: see `ensure_tables`.
    """
    outputs = outputs or paths.OUTPUTS
    tables, folder = ensure_tables(outputs), outputs / NAME
    made = uptodate.ensure(folder, {"vingerafdruk": fingerprint()}, lambda fresh: _make(tables, fresh))
    page = folder / f"{NAME}.html"
    if made:
        renew_overview(outputs)
    said = "Klaar: de" if made else "Er is niets veranderd. De"
    print(f"{said} doelgroepen van heel Nederland staan in {paths.shorten(page)}")
    return page


def _make(tables: Path, folder: Path) -> None:
    from regiobeeld.report.screen import write_screen

    start = time.perf_counter()
    log.info("Doelgroepen van heel Nederland in één pagina zetten ...")
    write_screen(tables, folder)
    log.info("  %.1f s", time.perf_counter() - start)
