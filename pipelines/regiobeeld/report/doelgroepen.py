"""`make doelgroepen`: the doelgroepen of every gemeente and region of the country, when something changed."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path

from regiobeeld import fingerprint, paths
from regiobeeld.publish import one_at_a_time, replaced_folder, restore_folder
from regiobeeld.warehouse.make import ensure_tables

log = logging.getLogger("regiobeeld")
NAME = "doelgroepen"
STAMP = "run.json"


def make_screen(outputs: Path | None = None) -> Path:
    """Make `outputs/doelgroepen/` (page and Parquet); no-op when nothing changed.

    Returns:
        The page.

    Raises:
        RegiobeeldError: see `ensure_tables`.
    """
    outputs = outputs or paths.OUTPUTS
    tables, folder = ensure_tables(outputs), outputs / NAME
    page, stamp = folder / f"{NAME}.html", {"vingerafdruk": fingerprint.fingerprint()}
    if fingerprint.is_current(folder / STAMP, stamp):
        print(f"Er is niets veranderd. De doelgroepen van heel Nederland staan in {paths.shorten(page)}")
        return page
    with one_at_a_time(outputs / ".sloten" / NAME):
        restore_folder(folder)
        if not fingerprint.is_current(folder / STAMP, stamp):
            _make(tables, folder, stamp)
    print(f"Klaar: de doelgroepen van heel Nederland staan in {paths.shorten(page)}")
    return page


def _make(tables: Path, folder: Path, stamp: dict[str, str]) -> None:
    from regiobeeld.report.screen import write_screen

    start = time.perf_counter()
    log.info("Doelgroepen van heel Nederland in één pagina zetten ...")
    with replaced_folder(folder) as fresh:
        write_screen(tables, fresh)
        run = {**stamp, "bestanden": fingerprint.describe_files(fresh)}
        (fresh / STAMP).write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    log.info("  %.1f s", time.perf_counter() - start)
