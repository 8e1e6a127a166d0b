"""Make the national tables when something changed; otherwise do nothing, quickly (no pandas here)."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from regiobeeld import fingerprint, paths
from regiobeeld.ingest.manifest import verify_basis
from regiobeeld.ingest.recorded import tell_changed, verify_sources
from regiobeeld.publish import one_at_a_time, replaced_folder

log = logging.getLogger("regiobeeld")


STAMP = "gemaakt.json"


def ensure_tables(outputs: Path | None = None) -> Path:
    """The folder with the national Parquet tables, made anew if the figures or the code changed.

    Raises:
        ContractError: a basis file is missing or damaged, or a check found wrong figures.
    """
    outputs = outputs or paths.OUTPUTS
    folder = outputs / "parquet"
    verify_basis(paths.BASIS)
    changed = verify_sources(paths.SOURCES)
    stamp = {"vingerafdruk": fingerprint.fingerprint(tables_only=True)}
    if fingerprint.is_current(folder / STAMP, stamp):
        return folder
    with one_at_a_time(outputs):
        # Another run may have made them while we waited.
        if not fingerprint.is_current(folder / STAMP, stamp):
            if changed:
                log.warning(tell_changed(changed))
            _make_tables(folder, stamp)
    return folder


def _make_tables(folder: Path, stamp: dict[str, str]) -> None:
    from regiobeeld.warehouse.build import build_tables
    from regiobeeld.warehouse.trouble import translated

    log.info("Landelijke tabellen bouwen (alleen als er iets is veranderd) ...")
    with replaced_folder(folder) as fresh, translated():
        build_tables(fresh)
        made = {**stamp, "bestanden": fingerprint.describe_files(fresh)}
        (fresh / STAMP).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
